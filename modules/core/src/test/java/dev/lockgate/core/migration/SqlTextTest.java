package dev.lockgate.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @Test
  void statements_are_split_where_postgres_splits_them() {
    var statements =
        SqlText.statements(
            """
            -- a comment; with a semicolon
            create table a (i int); /* nested /* ; */ ; */
            insert into a values (';'), (E'\\';'), ("x;y");

            do $body$ begin raise notice ';'; end $body$;
            create function f() returns int
              begin atomic select case when true then 1 end; select 2; end;
            create rule r as on insert to a do also (delete from a; delete from a);
            select 1\
            """);

    assertThat(statements).extracting(Statement::line).containsExactly(2, 3, 5, 6, 8, 9);
    assertThat(statements.get(4).text()).startsWith("create rule").endsWith("delete from a)");
    assertThat(statements.getLast().words()).isEqualTo("SELECT");
  }

  @Test
  void a_file_of_comments_has_no_statements() {
    assertThat(SqlText.statements("-- nothing\n/* here */\n;;\n")).isEmpty();
  }

  @Test
  void rows_after_copy_are_data() {
    var statements = SqlText.statements("copy a from stdin;\nit's; one\t1\n\\.\ncommit;\nselect 1");

    assertThat(statements)
        .extracting(Statement::words)
        .containsExactly("COPY A FROM STDIN", "COMMIT", "SELECT");
    assertThat(statements).extracting(Statement::line).containsExactly(1, 4, 5);
  }

  @Test
  void text_that_never_closes_is_one_statement() {
    assertThat(SqlText.statements("select 'abc; select 2;")).hasSize(1);
    assertThat(SqlText.statements("select $x$ abc; select 2;")).hasSize(1);
    assertThat(SqlText.statements("select 1 /* abc; select 2;")).hasSize(1);
    assertThat(SqlText.statements("select E'\\")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create index concurrently i on t (a)",
        "CREATE UNIQUE /* x */ INDEX\nCONCURRENTLY i on t (a)",
        "drop index concurrently if exists i",
        "reindex index concurrently i",
        "reindex (concurrently, verbose) table t",
        "reindex schema concurrently s",
        "reindex (verbose) database d",
        "alter table p detach partition q concurrently",
        "vacuum full t",
        "cluster",
        "alter system set work_mem = '4MB'",
        "create database d",
        "drop subscription s",
        "discard all",
      })
  void statements_that_postgres_refuses_in_a_transaction_are_known(String sql) {
    assertThat(SqlText.statements(sql)).allMatch(TransactionRules::needsNoTransaction);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create index i on t (a)",
        "create table concurrently_ (a int)",
        "select 'create index concurrently i on t (a)'",
        "refresh materialized view concurrently m",
        "reindex table t",
        "cluster t using i",
        "alter table p detach partition q",
        "comment on table t is 'vacuum'",
        "create table \"vacuum\" (a int)",
        "alter type e add value 'x'",
      })
  void all_others_may_run_in_a_transaction(String sql) {
    assertThat(SqlText.statements(sql)).noneMatch(TransactionRules::needsNoTransaction);
  }

  @ParameterizedTest
  @CsvSource({
    "begin, true",
    "BEGIN ISOLATION LEVEL SERIALIZABLE, true",
    "start transaction, true",
    "commit, true",
    "commit and chain, true",
    "end, true",
    "rollback, true",
    "rollback work, true",
    "rollback to savepoint s, false",
    "rollback transaction to s, false",
    "savepoint s, false",
    "release s, false",
    "create table begin_ (i int), false",
    "do $$ begin perform 1; end $$, false",
    "comment on table t is 'commit', false",
  })
  void transaction_control_is_found_and_savepoints_are_not(String sql, boolean control) {
    assertThat(TransactionRules.control(SqlText.statements("select 1;\n" + sql + ";")).isPresent())
        .isEqualTo(control);
  }

  @Test
  void a_setting_may_stand_beside_a_statement_outside_a_transaction_and_ddl_may_not() {
    var alone = "set lock_timeout = 0; create index concurrently i on t (a);";
    var mixed = alone + "\nalter table t add b int;";

    assertThat(TransactionRules.mixed(SqlText.statements(alone))).isEmpty();
    assertThat(TransactionRules.mixed(SqlText.statements(mixed))).map(Statement::line).contains(2);
  }
}
