package dev.lockgate.postgres.migrations;

import dev.lockgate.core.migration.MigrationFile;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Hands Flyway the files as they were read, each with a script configuration of ours that says
 * whether it runs inside a transaction: Flyway's own guess misses some statements.
 */
final class FolderResources implements ResourceProvider {
  private final Map<String, LoadableResource> resources = new LinkedHashMap<>();

  FolderResources(List<MigrationFile> files, List<MigrationFolder.Callback> callbacks) {
    for (var file : files) {
      put(new Text(file.script(), file.path(), file.sql()));
      var conf = file.script() + ".conf";
      put(new Text(conf, conf, "executeInTransaction=" + file.transactional()));
    }
    callbacks.forEach(one -> put(new Text(one.script(), one.path(), one.sql())));
  }

  private void put(Text text) {
    resources.put(text.getRelativePath(), text);
  }

  // Flyway takes null for "there is no such file"
  @Override
  public @Nullable LoadableResource getResource(String name) {
    return resources.get(name);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    var found = new ArrayList<LoadableResource>();
    for (var resource : resources.values()) {
      for (var suffix : suffixes) {
        if (resource.getFilename().startsWith(prefix) && resource.getFilename().endsWith(suffix)) {
          found.add(resource);
          break;
        }
      }
    }
    return found;
  }

  private static final class Text extends LoadableResource {
    private final String script;
    private final String path;
    private final String text;

    Text(String script, String path, String text) {
      this.script = script;
      this.path = path;
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return path;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return path;
    }

    @Override
    public String getFilename() {
      return script.substring(script.lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
      return script;
    }
  }
}
