package dev.lockgate.core.hazard;

import java.util.List;

/**
 * A row of PostgreSQL's catalog as far as hazards need it. Its key survives a rename, which is how
 * a rename is told from a drop.
 */
public sealed interface CatalogRow {
  /** What identifies it as long as it lives. */
  RowKey key();

  /**
   * What identifies a row.
   *
   * @param kind a word for each catalog
   * @param oid of the row, or of what it belongs to
   * @param number of a column; 0 elsewhere
   */
  record RowKey(String kind, long oid, int number) {}

  /** A schema. */
  record Schema(long oid, String name, String rights) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("schema", oid, 0);
    }
  }

  /**
   * A table, view, index, sequence …
   *
   * @param schema its schema's oid
   * @param kind PostgreSQL's letter: {@code r}, {@code p}, {@code f}, {@code v}, {@code m}, {@code
   *     i}, {@code I}, {@code S}, {@code c}
   * @param storage changes when the file is written anew; 0 without one
   * @param persistence {@code p}, {@code u} or {@code t}
   * @param ownersToo whether row security is forced on the owner
   * @param owned whether it belongs to a column, such as the sequence of a serial one
   */
  record Relation(
      long oid,
      String name,
      long schema,
      String schemaName,
      String kind,
      long storage,
      String persistence,
      long tablespace,
      boolean partition,
      boolean rowSecurity,
      boolean ownersToo,
      String rights,
      boolean owned)
      implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("relation", oid, 0);
    }

    /** As SQL writes it, quoted where needed; names come quoted from the server. */
    public String fullName() {
      return schemaName + "." + name;
    }

    boolean isTable() {
      return kind.equals("r") || kind.equals("p") || kind.equals("f");
    }

    boolean isIndex() {
      return kind.equals("i") || kind.equals("I");
    }
  }

  /**
   * A column.
   *
   * @param identity empty without one
   * @param generated {@code s} when stored, {@code v} when virtual, else empty
   * @param fallback its default as SQL; empty without one
   * @param rights granted on it alone; empty without any
   */
  record Column(
      long relation,
      int number,
      String name,
      String type,
      boolean notNull,
      String identity,
      String generated,
      String fallback,
      String rights)
      implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("column", relation, number);
    }
  }

  /** A column of a view or composite type, which is all that its readers know of it. */
  record ViewColumn(long view, int number, String name) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("view column", view, number);
    }
  }

  /**
   * A constraint of a table or domain.
   *
   * @param kind PostgreSQL's letter: {@code c}, {@code f}, {@code n}, {@code p}, {@code u}, {@code
   *     x}, {@code t}
   * @param relation 0 for that of a domain
   * @param domain 0 for that of a table
   * @param index the index behind it; 0 without one
   * @param references the referenced table; 0 without one
   * @param inherited whether it is a part of one on the parent
   */
  record Constraint(
      long oid,
      String name,
      String kind,
      long relation,
      long domain,
      long index,
      long references,
      boolean validated,
      boolean inherited,
      List<Integer> columns,
      String definition)
      implements CatalogRow {
    public Constraint {
      columns = List.copyOf(columns);
    }

    @Override
    public RowKey key() {
      return new RowKey("constraint", oid, 0);
    }
  }

  /**
   * What is behind an index.
   *
   * @param condition of a partial one as SQL; empty without one
   * @param keys its columns in order, 0 for an expression; without those that are only included
   * @param terms the same as SQL
   */
  record Index(
      long oid,
      long relation,
      boolean unique,
      boolean primary,
      boolean valid,
      String condition,
      List<Integer> keys,
      List<String> terms)
      implements CatalogRow {
    public Index {
      keys = List.copyOf(keys);
      terms = List.copyOf(terms);
    }

    @Override
    public RowKey key() {
      return new RowKey("index", oid, 0);
    }

    boolean partial() {
      return !condition.isEmpty();
    }
  }

  /**
   * A trigger.
   *
   * @param enabled PostgreSQL's letter
   * @param definition what it does and when, in the server's words
   * @param internal whether it belongs to a constraint, such as a foreign key
   */
  record Trigger(
      long oid, long relation, String name, String enabled, String definition, boolean internal)
      implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("trigger", oid, 0);
    }
  }

  /**
   * A type that is no table's.
   *
   * @param kind {@code e}, {@code d}, {@code r}, {@code m} or {@code b}
   */
  record NamedType(long oid, String name, String schemaName, String kind) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("type", oid, 0);
    }
  }

  /** A value of an enum. */
  record EnumValue(long oid, long type, String label) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("enum value", oid, 0);
    }
  }

  /**
   * A function, procedure or aggregate.
   *
   * @param name with its schema
   * @param arguments as SQL writes them
   * @param result the type that it returns; empty for a procedure
   * @param body its text; empty where PostgreSQL keeps track of what it uses, or it is compiled
   */
  record Routine(long oid, String name, String arguments, String result, String rights, String body)
      implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("routine", oid, 0);
    }
  }

  /** An extension; its members are no rows of their own. */
  record Extension(long oid, String name) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("extension", oid, 0);
    }
  }

  /** A row-security policy. */
  record RowPolicy(long oid, long relation, String name, String definition) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("policy", oid, 0);
    }
  }

  /** That a table is a partition, or a child, of another. */
  record Inheritance(long child, long parent) implements CatalogRow {
    @Override
    public RowKey key() {
      return new RowKey("inheritance " + parent, child, 0);
    }
  }
}
