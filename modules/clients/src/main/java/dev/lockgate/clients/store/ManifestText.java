package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.step.Unsafe;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A manifest as it lies in a store.
 *
 * @param sha256 of its text, which its last line carries
 */
record ManifestText(Manifest manifest, String sha256) {
  /**
   * Reads what a store holds under the name of a backup's manifest.
   *
   * @throws Unsafe {@code manifest-damaged}
   */
  static ManifestText read(BackupId id, byte[] stored) {
    try {
      var text = text(stored);
      var manifest = ManifestJson.read(text);
      if (!manifest.id().equals(id)) {
        throw new IllegalArgumentException("it is the manifest of " + manifest.id());
      }
      return new ManifestText(manifest, ManifestJson.sha256(text));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new Unsafe(
          "manifest-damaged",
          "The manifest of backup " + id + " cannot be trusted: " + e.getMessage() + ".",
          "Nothing was changed. Use another backup, or bring the manifest back from a copy.",
          e);
    }
  }

  /** A proof of a backup, unless it is damaged or another's. */
  static Optional<Proof> proof(BackupId id, byte[] stored) {
    try {
      return Optional.of(ManifestJson.readProof(text(stored))).filter(p -> p.backup().equals(id));
    } catch (CharacterCodingException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static byte[] write(Manifest manifest) {
    return ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] write(Proof proof) {
    return ManifestJson.write(proof).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] stored) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored)).toString();
  }
}
