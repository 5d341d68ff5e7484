package dev.lockgate.postgres.replay;

import dev.lockgate.core.drift.Reference.Given;
import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.snapshot.Standing;
import dev.lockgate.core.snapshot.Thing;
import dev.lockgate.core.snapshot.Thing.What;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses, of what stands around the migrations of a target, what its shadow is given. */
record Surroundings(Standing standing) {
  /** What a shadow gets before the first migration. */
  List<Thing> given(Given given, List<MigrationFile> files) {
    boolean byAge = given == Given.BEFORE_THE_HISTORY && !standing.restored();
    return standing.things().stream()
        .filter(thing -> byAge ? thing.before() : !isMade(thing, files))
        .filter(thing -> !isThePlatforms(thing))
        .toList();
  }

  /** What stands outside the schema: roles, their memberships, settings, the database itself. */
  List<Thing> outside() {
    return standing.things().stream().filter(thing -> isOutside(thing.what())).toList();
  }

  private static boolean isOutside(What what) {
    return switch (what) {
      case ROLE, MEMBERSHIP, DATABASE, SETTING -> true;
      case SCHEMA, PRIVILEGES, NO_SCHEMA, EXTENSION, DEFAULT_PRIVILEGES -> false;
    };
  }

  /** No other server has it, so no migration can be tried that needs it. */
  private boolean isThePlatforms(Thing thing) {
    return thing.what() == What.EXTENSION && standing.profile().brings(thing.value("name"));
  }

  /** Only public may be there already on the shadow, and then takes over owner and privileges. */
  private static boolean isMade(Thing thing, List<MigrationFile> files) {
    return mayBeMade(thing.what())
        && !(thing.what() == What.SCHEMA && thing.name().equals("public"))
        && files.stream().anyMatch(file -> names(file, thing));
  }

  /** Whether a migration may make it, too, so that it must not be there before. */
  private static boolean mayBeMade(What what) {
    return what == What.SCHEMA || what == What.EXTENSION || what == What.NO_SCHEMA;
  }

  private static boolean names(MigrationFile file, Thing thing) {
    var verb =
        thing.what() == What.NO_SCHEMA ? "drop\\s+schema" : "create\\s+" + thing.what().word();
    var condition = "(\\s+if(\\s+not)?\\s+exists)?";
    return Pattern.compile(
            "\\b" + verb + condition + "\\s+\"?" + Pattern.quote(thing.name()) + "\"?(\\W|$)",
            Pattern.CASE_INSENSITIVE)
        .matcher(file.sql())
        .find();
  }
}
