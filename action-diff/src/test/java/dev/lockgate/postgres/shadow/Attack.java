package dev.lockgate.postgres.shadow;

import static dev.lockgate.postgres.shadow.Attack.Role.MIGRATIONS;
import static dev.lockgate.postgres.shadow.Attack.Role.SUPERUSER;

import java.util.List;

/** SQL that would break out of a shadow, and what PostgreSQL or the kernel must answer instead. */
@SuppressWarnings("ImmutableEnumChecker") // the list is one of List.of
enum Attack {
  // as the role that migrations run as: PostgreSQL itself refuses
  COPY_TO_PROGRAM(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "copy (select 1) to program 'cat'"),
  COPY_FROM_PROGRAM(
      MIGRATIONS, Refusal.NOT_A_SUPERUSER, "copy t from program 'cat /proc/1/environ'"),
  READ_THE_CHECKOUT(
      MIGRATIONS, Refusal.NOT_A_SUPERUSER, "select pg_read_file('/github/workspace/.git/config')"),
  COPY_THE_CHECKOUT(
      MIGRATIONS, Refusal.NOT_A_SUPERUSER, "copy t from '/github/workspace/.git/config'"),
  IMPORT_THE_CHECKOUT(
      MIGRATIONS, Refusal.NOT_A_SUPERUSER, "select lo_import('/github/workspace/.git/config')"),
  WRITE_A_LIBRARY(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "select lo_export(1, '/tmp/hostile.so')"),
  LOAD_A_LIBRARY(MIGRATIONS, "is not allowed", "load '/tmp/hostile.so'"),
  C_FUNCTION(
      MIGRATIONS,
      "permission denied for language c",
      "create function f(cstring) returns int language c as 'libc.so.6', 'system'"),
  UNTRUSTED_PERL(MIGRATIONS, Refusal.NO_EXTENSION, "create extension plperlu"),
  UNTRUSTED_PYTHON(MIGRATIONS, Refusal.NO_EXTENSION, "create extension plpython3u"),
  DBLINK(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "create extension dblink"),
  FOREIGN_FILES(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "create extension file_fdw"),
  SUBSCRIPTION(
      MIGRATIONS,
      Refusal.NOT_A_SUPERUSER,
      "create subscription s connection 'host=127.0.0.1 user=x password=x' publication p"),
  BECOME_SUPERUSER(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "alter role current_user superuser"),
  SET_ROLE_SUPERUSER(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "set role postgres"),
  CHANGE_THE_SERVER(MIGRATIONS, Refusal.NOT_A_SUPERUSER, "alter system set jit = on"),

  // as the superuser, should a migration ever become one: the kernel refuses
  ROOT_COPIES_TO_PROGRAM(
      SUPERUSER, Refusal.NO_PROGRAM, "copy (select 1 where false) to program 'exit'"),
  ROOT_COPIES_FROM_PROGRAM(
      SUPERUSER, Refusal.NO_PROGRAM, "copy t from program 'cat /proc/1/environ'"),
  ROOT_READS_A_PROGRAM(
      SUPERUSER,
      Refusal.NO_PROGRAM,
      "create extension file_fdw",
      "create server f foreign data wrapper file_fdw",
      "create foreign table e (x text) server f options (program 'cat /proc/1/environ')",
      "select * from e"),
  ROOT_READS_THE_CHECKOUT(
      SUPERUSER, "Permission denied", "select pg_read_file('/github/workspace/.git/config')"),
  ROOT_COPIES_THE_CHECKOUT(
      SUPERUSER, "Permission denied", "copy t from '/github/workspace/.git/config'"),
  ROOT_LISTS_THE_CHECKOUT(SUPERUSER, "Permission denied", "select pg_ls_dir('/github/workspace')"),
  ROOT_WRITES_TO_THE_CHECKOUT(
      SUPERUSER, "Permission denied", "copy t to '/github/workspace/planted'"),
  ROOT_EXPORTS_TO_THE_CHECKOUT(
      SUPERUSER,
      "Permission denied",
      "select lo_from_bytea(4242, 'x')",
      "select lo_export(4242, '/github/workspace/planted')"),
  ROOT_READS_THE_EVENT(
      SUPERUSER, "Permission denied", "select pg_read_file('/github/workflow/event.json')"),
  ROOT_LISTS_THE_HOME(SUPERUSER, "Permission denied", "select pg_ls_dir('/github/home')"),
  ROOT_LISTS_THE_COMMANDS(
      SUPERUSER, "Permission denied", "select pg_ls_dir('/github/file_commands')"),
  ROOT_WRITES_AN_OUTPUT(
      SUPERUSER, "Permission denied", "copy t to '/github/file_commands/set_output_planted'"),
  ROOT_LISTS_THE_TEMPORARY_FOLDER(
      SUPERUSER, "Permission denied", "select pg_ls_dir('/github/runner_temp')"),
  ROOT_READS_THE_ENVIRONMENT(
      SUPERUSER, "Permission denied", "select pg_read_file('/proc/1/environ')"),
  ROOT_SEES_THE_ENGINE(
      SUPERUSER, "Permission denied", "select pg_stat_file('/var/run/docker.sock')"),
  ROOT_CONNECTS_TO_THE_ENGINE(
      SUPERUSER,
      "Operation not permitted",
      "create subscription s connection 'host=/var/run port=1 user=x' publication p"),
  ROOT_CONNECTS_BY_DBLINK(
      SUPERUSER,
      "could not establish connection",
      "create extension dblink",
      "select dblink_connect('host=127.0.0.1 port=2375 user=x')"),
  ROOT_CONNECTS_TO_A_FOREIGN_SERVER(
      SUPERUSER,
      "could not connect to server",
      "create extension postgres_fdw",
      "create server s foreign data wrapper postgres_fdw options (host '127.0.0.1', port '2375')",
      "create user mapping for current_user server s options (user 'x')",
      "create foreign table far (x text) server s",
      "select * from far"),
  ROOT_CONNECTS_TO_A_FOREIGN_SOCKET(
      SUPERUSER,
      "Operation not permitted",
      "create extension postgres_fdw",
      "create server s foreign data wrapper postgres_fdw options (host '/var/run')",
      "create user mapping for current_user server s options (user 'x')",
      "create foreign table far (x text) server s",
      "select * from far"),
  ROOT_USES_PERL(SUPERUSER, Refusal.NO_EXTENSION, "create extension plperlu"),
  ROOT_USES_PYTHON(SUPERUSER, Refusal.NO_EXTENSION, "create extension plpython3u"),
  ROOT_CALLS_SYSTEM(
      SUPERUSER,
      "missing magic block",
      "create function f(cstring) returns int language c"
          + " as '/usr/lib/x86_64-linux-gnu/libc.so.6', 'system'");

  /** Who runs the SQL. */
  enum Role {
    MIGRATIONS,
    SUPERUSER
  }

  /** What the errors of all majors have in common. */
  private static final class Refusal {
    static final String NOT_A_SUPERUSER = "permission denied|must be superuser";
    static final String NO_EXTENSION = "is not available|could not open extension control file";
    static final String NO_PROGRAM = "could not execute command .*Permission denied";
  }

  final Role role;
  final String refusal;
  final List<String> statements;

  Attack(Role role, String refusal, String... statements) {
    this.role = role;
    this.refusal = refusal;
    this.statements = List.of(statements);
  }
}
