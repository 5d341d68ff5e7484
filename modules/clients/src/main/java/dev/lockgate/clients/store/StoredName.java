package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an object in a store, the same in every store: {@code <database>/<name><ending>}.
 *
 * @param id the backup that it belongs to
 * @param file the part after the slash
 */
record StoredName(BackupId id, String file) {
  private static final String MANIFEST = ".json";
  private static final Pattern NAME =
      Pattern.compile("([^/]+)/(\\.?([0-9]{8}_[0-9]{6}-[0-9a-z]{4,16})(\\.[a-z0-9.-]+))");
  private static final Pattern PROOF = Pattern.compile(".*\\.proof-([0-9]{1,9})\\.json");

  /** The name, when it is one of ours. */
  static Optional<StoredName> parse(String text) {
    var matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      var id = BackupId.parse(matcher.group(1) + "/" + matcher.group(3));
      return Optional.of(new StoredName(id, matcher.group(2)));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // somebody else's
    }
  }

  /** The name of a manifest's file. */
  static String manifest(BackupId id) {
    return id.name() + MANIFEST;
  }

  /** The name of a proof's file. */
  static String proof(BackupId id, int number) {
    return id.name() + ".proof-" + number + ".json";
  }

  /** The proofs of a backup, by number. */
  static List<StoredName> proofs(List<StoredName> all, BackupId id) {
    return all.stream()
        .filter(name -> name.id().equals(id) && name.number() > 0)
        .sorted(Comparator.comparingInt(StoredName::number))
        .toList();
  }

  boolean isManifest() {
    return file.equals(manifest(id));
  }

  /** The number of a proof; 0 for anything else. */
  int number() {
    var matcher = PROOF.matcher(file);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  @Override
  public String toString() {
    return id.folder() + "/" + file;
  }
}
