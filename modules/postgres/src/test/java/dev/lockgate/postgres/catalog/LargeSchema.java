package dev.lockgate.postgres.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A schema of many tables for the benchmark: 12 columns a table; for 1,000 tables 2,000 foreign
 * keys, 5,000 indexes, 300 views and 300 functions.
 */
record LargeSchema(int tables) {
  private static final int BATCH = 50;

  /** Statements that build it, each small enough for one transaction's locks. */
  List<String> statements() {
    var statements = new ArrayList<String>();
    for (int first = 0; first < tables; first += BATCH) {
      statements.add(batch(first, Math.min(first + BATCH, tables), this::table));
    }
    for (int first = 0; first < tables; first += BATCH) {
      statements.add(batch(first, Math.min(first + BATCH, tables), this::rest));
    }
    return statements;
  }

  /** What makes another schema of it: about a hundred differences, whatever its size. */
  List<String> changes() {
    var changes = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      changes.add("alter table t%d alter column n1 type bigint".formatted(i * 7 + 4));
      changes.add("alter table t%d add column added text default 'x'".formatted(i * 7 + 1));
      changes.add("create index on t%d (s2, s3)".formatted(i * 7 + 2));
      changes.add("alter table t%d drop constraint t%d_amount".formatted(i * 7 + 3, i * 7 + 3));
      changes.add("comment on table t%d is 'another'".formatted(i * 7 + 5));
    }
    return changes;
  }

  private interface Part {
    String of(int number);
  }

  private static String batch(int first, int end, Part part) {
    var sql = new StringJoiner(";\n");
    for (int i = first; i < end; i++) {
      sql.add(part.of(i));
    }
    return sql.toString();
  }

  private String table(int i) {
    return """
    create table t%1$d (id bigint generated always as identity primary key, a bigint not null, b bigint,
      n1 int default 0, n2 numeric(12, 2), s1 text not null default '', s2 text, s3 varchar(80) collate "C",
      at timestamptz not null default now(), flag boolean, data jsonb, amount int constraint t%1$d_amount check (amount > 0));
    create index t%1$d_a on t%1$d (a); create index t%1$d_b on t%1$d (b);
    create index t%1$d_s on t%1$d (lower(s1)) where flag; create index t%1$d_at on t%1$d (at desc, n1)\
    """
        .formatted(i);
  }

  private String rest(int i) {
    var sql =
        new StringBuilder(
            """
            alter table t%1$d add foreign key (a) references t%2$d, add foreign key (b) references t%3$d;
            comment on table t%1$d is 'table number %1$d'\
            """
                .formatted(i, (i + 1) % tables, (i + 17) % tables));
    if (i % 10 < 3) {
      sql.append(
          """
          ;
          create view v%1$d as select x.id, x.s1, y.at, count(*) over () as many from t%1$d x join t%2$d y on y.id = x.a;
          create function f%1$d(of bigint) returns numeric language sql stable as 'select sum(n2) from t%1$d where a = $1'\
          """
              .formatted(i, (i + 1) % tables));
    }
    return sql.toString();
  }
}
