package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.plan.SqlStatement.Trait;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What PostgreSQL lets nobody else do. */
final class Superuser {
  /** Made by superusers, whoever owns them afterwards. */
  private static final Set<Kind> MADE =
      EnumSet.of(
          Kind.BASE_TYPE,
          Kind.LANGUAGE,
          Kind.ACCESS_METHOD,
          Kind.OPERATOR_FAMILY,
          Kind.OPERATOR_CLASS,
          Kind.TEXT_SEARCH_PARSER,
          Kind.TEXT_SEARCH_TEMPLATE,
          Kind.FOREIGN_DATA_WRAPPER);

  /** Those that have no owner, so that superusers stand for one. */
  private static final Set<Kind> OWNED =
      EnumSet.of(Kind.ACCESS_METHOD, Kind.TEXT_SEARCH_PARSER, Kind.TEXT_SEARCH_TEMPLATE);

  /** Code that runs within the server, and what the planner believes without proof. */
  private static final Pattern TRUSTED_CODE =
      Pattern.compile("(?m)^ LANGUAGE (c|internal)$|^ .*\\bLEAKPROOF\\b|^ .*\\bSUPPORT \\S");

  private Superuser() {}

  static SqlStatement ifMade(SqlStatement statement) {
    return when(MADE.contains(statement.object().kind()), statement);
  }

  static SqlStatement ifOwned(SqlStatement statement) {
    return when(OWNED.contains(statement.object().kind()), statement);
  }

  /** A function, as PostgreSQL writes it: what it promises stands before its body. */
  static SqlStatement ifTrusted(SqlStatement function) {
    var head = function.text().split("(?m)^(AS |BEGIN ATOMIC|RETURN )", 2)[0];
    return when(TRUSTED_CODE.matcher(head).find(), function);
  }

  static SqlStatement when(boolean needed, SqlStatement statement) {
    return needed ? statement.with(Trait.NEEDS_SUPERUSER) : statement;
  }
}
