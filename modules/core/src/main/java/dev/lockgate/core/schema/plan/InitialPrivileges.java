package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Fact;
import dev.lockgate.core.schema.Kind;
import dev.lockgate.core.schema.ObjectId;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is granted on an object the moment it is created: the standard, and what the default
 * privileges of the role that creates it add or take. They are those of the first side, for they
 * are changed last.
 */
final class InitialPrivileges {
  private static final String ITSELF = "the role itself";

  private InitialPrivileges() {}

  static Privileges of(Fact fact, Context context) {
    var kind = fact.id().kind();
    var objects = objects(kind);
    if (objects == null) {
      return Privileges.standard(kind, context.major());
    }
    var everywhere = defaults("", objects, context);
    var start =
        everywhere == null
            ? Privileges.standard(kind, context.major())
            : new Privileges(new TreeMap<>());
    var result = plus(start, everywhere);
    return kind == Kind.SCHEMA
        ? result
        : plus(result, defaults(" in schema " + Sql.first(Names.name(fact)), objects, context));
  }

  private static Privileges plus(Privileges start, @Nullable Part defaults) {
    if (defaults == null) {
      return start;
    }
    var result = start;
    for (var entry : Privileges.of(defaults.attributes()).held().entrySet()) {
      var grantee = entry.getKey().equals(ITSELF) ? Privileges.OWNER : entry.getKey();
      result = result.and(grantee, entry.getValue());
    }
    return result;
  }

  private static @Nullable Part defaults(String where, String objects, Context context) {
    var id = "of " + context.applier().role() + where + " on " + objects;
    return context.before().part(PartId.itself(new ObjectId(Kind.DEFAULT_PRIVILEGE, id)));
  }

  private static @Nullable String objects(Kind kind) {
    return switch (kind) {
      case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW -> "tables";
      case SEQUENCE -> "sequences";
      case FUNCTION, PROCEDURE, AGGREGATE -> "functions";
      case ENUM, DOMAIN, COMPOSITE_TYPE, RANGE, BASE_TYPE -> "types";
      case SCHEMA -> "schemas";
      default -> null;
    };
  }
}
