package dev.lockgate.postgres.backup;

import dev.lockgate.core.backup.SchemaState;
import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.LeftOut;
import dev.lockgate.core.schema.ObjectId;
import dev.lockgate.core.schema.SchemaSnapshot;
import dev.lockgate.postgres.Identifier;
import dev.lockgate.postgres.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads the part of a schema that an archive carries, as digests. */
public final class SchemaStates {
  /** Stands for the cluster's first superuser, whose name pg_dump takes for granted. */
  private static final String FIRST_SUPERUSER = "(the first superuser)";

  private static final Set<Kind> OF_NO_SCHEMA =
      Set.of(
          Kind.EXTENSION,
          Kind.LANGUAGE,
          Kind.CAST,
          Kind.TRANSFORM,
          Kind.EVENT_TRIGGER,
          Kind.PUBLICATION,
          Kind.PUBLICATION_MEMBER,
          Kind.SUBSCRIPTION,
          Kind.FOREIGN_DATA_WRAPPER,
          Kind.SERVER,
          Kind.USER_MAPPING,
          Kind.ACCESS_METHOD,
          Kind.DEFAULT_PRIVILEGE);

  private SchemaStates() {}

  /**
   * The schema of a session's database.
   *
   * @param session in auto-commit and outside a transaction
   * @param schemas the schemas to look at; empty for all
   */
  public static SchemaState read(Connection session, List<String> schemas) throws SQLException {
    return state(session, CatalogReader.read(session, new LeftOut(Set.of())), schemas);
  }

  /**
   * The schema as a session sees it that is in the middle of a transaction, which goes on.
   *
   * @param schemas the schemas to look at; empty for all
   */
  public static SchemaState inside(Connection session, List<String> schemas) throws SQLException {
    return state(session, CatalogReader.inside(session, new LeftOut(Set.of())), schemas);
  }

  private static SchemaState state(
      Connection session, SchemaSnapshot snapshot, List<String> schemas) throws SQLException {
    var first = firstSuperuser(session);
    var facts = new HashMap<ObjectId, Fact>(snapshot.facts());
    var carried =
        snapshot.facts().values().stream()
            .filter(fact -> !dropped(fact, facts))
            .filter(within(schemas, facts))
            .map(fact -> anonymous(fact, first))
            .toList();
    return SchemaState.of(SchemaSnapshot.of(new ArrayList<>(carried), Map.of(), snapshot.steady()));
  }

  /** An index that is not valid is in no archive, a subscription only in a superuser's. */
  private static boolean dropped(Fact fact, Map<ObjectId, Fact> facts) {
    var kind = fact.id().kind();
    var invalid =
        kind == Kind.SUBSCRIPTION
            || (kind == Kind.INDEX && "no".equals(fact.attributes().get("valid")));
    var parent = fact.parent();
    var parentFact = parent == null ? null : facts.get(parent);
    return invalid || (parentFact != null && dropped(parentFact, facts));
  }

  private static Predicate<Fact> within(List<String> schemas, Map<ObjectId, Fact> facts) {
    if (schemas.isEmpty()) {
      return _ -> true;
    }
    var quoted = schemas.stream().map(SchemaStates::asIdentity).toList();
    return fact -> {
      var top = top(fact, facts);
      return !OF_NO_SCHEMA.contains(top.kind())
          && quoted.stream()
              .anyMatch(schema ->
                  top.identity().equals(schema) || top.identity().startsWith(schema + "."));
    };
  }

  private static ObjectId top(Fact fact, Map<ObjectId, Fact> facts) {
    var parent = fact.parent();
    if (parent == null) {
      return fact.id();
    }
    var above = facts.get(parent);
    return above == null ? parent : top(above, facts);
  }

  /** A name as the catalog queries write it: quoted only where it must be. */
  private static String asIdentity(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : Identifier.quote(name);
  }

  private static Fact anonymous(Fact fact, String first) {
    if (fact.id().kind() == Kind.USER_MAPPING) { // its options are hidden from most roles
      return new Fact(fact.id(), fact.parent(), new TreeMap<>());
    }
    if (!first.equals(fact.attributes().get("owner"))) {
      return fact;
    }
    var attributes = new TreeMap<>(fact.attributes());
    attributes.put("owner", FIRST_SUPERUSER);
    return new Fact(fact.id(), fact.parent(), attributes);
  }

  private static String firstSuperuser(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var row =
            statement.executeQuery("select quote_ident(rolname) from pg_roles where oid = 10")) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
