package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Scripts that take a migration back, {@code U7__add_coupons.sql} beside {@code
 * V7__add_coupons.sql}. Nothing runs them but a diff, on a shadow.
 *
 * @param scripts by version
 */
public record DownScripts(Map<String, Script> scripts) {
  private static final Pattern NAME = Pattern.compile("U([0-9]+(?:[._][0-9]+)*)__.+\\.sql");

  /** No scripts. */
  public static final DownScripts NONE = new DownScripts(Map.of());

  public DownScripts {
    scripts = Map.copyOf(scripts);
  }

  /**
   * A script.
   *
   * @param path in the repository
   */
  public record Script(String path, String sql) {}

  /** The scripts of a folder of migrations; links are not followed. */
  public static DownScripts in(Path workspace, String place) {
    var scripts = new TreeMap<String, Script>();
    var folder = workspace.resolve(place);
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted().filter(MigrationFolder::isRegular).toList()) {
        var name = NAME.matcher(String.valueOf(path.getFileName()));
        if (name.matches()) {
          var version = MigrationVersion.fromVersion(name.group(1)).getVersion();
          var script = folder.relativize(path).toString().replace('\\', '/');
          scripts.put(version, new Script(place + "/" + script, Files.readString(path)));
        }
      }
    } catch (IOException e) {
      throw MigrationFolder.unreadable(place, e);
    }
    return new DownScripts(scripts);
  }

  /**
   * The scripts that take all of the files back, the last first; empty when one has none, for the
   * way back would end there.
   */
  public Optional<List<Script>> of(List<MigrationFile> files) {
    var found = new ArrayList<Script>();
    for (var file : files.reversed()) {
      var script = scripts.get(file.version());
      if (file.kind() != Kind.VERSIONED || script == null) {
        return Optional.empty();
      }
      found.add(script);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }
}
