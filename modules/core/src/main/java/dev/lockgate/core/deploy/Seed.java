package dev.lockgate.core.deploy;

import dev.lockgate.core.gate.Gate;
import java.util.List;

/**
 * Rows that a deploy adds after its migrations, from SQL files.
 *
 * @param wanted whether the workflow asks for it
 * @param allowedInProduction the second word that production needs
 * @param files in the order in which they run, each in a transaction of its own
 */
public record Seed(boolean wanted, boolean allowedInProduction, List<File> files) {
  static final String CODE = "seed-guard";

  /** No seed. */
  public static final Seed NONE = new Seed(false, false, List.of());

  public Seed {
    files = List.copyOf(files);
  }

  /**
   * A file of it.
   *
   * @param path relative to the repository
   * @param sql its whole text
   */
  public record File(String path, String sql) {}

  Gate gate(boolean production) {
    var name = "seed guard";
    if (!wanted) {
      return Gate.open(name, "no seed was asked for");
    }
    if (files.isEmpty()) {
      return Gate.closed(
          name,
          "`run-seed` asks for a seed and there is no file",
          "Name a file or a folder of SQL files: `seed: db/seed`.");
    }
    var what = files.size() == 1 ? "1 file" : files.size() + " files";
    if (!production) {
      return Gate.open(name, what + " will run after the migrations");
    }
    return allowedInProduction
        ? Gate.open(name, what + " will run in production, which `allow-production-seed` allows")
        : Gate.closed(
            name,
            what + " would run in production",
            "Production is seldom seeded. If it is meant, set `allow-production-seed: true` beside"
                + " `run-seed: true`.");
  }
}
