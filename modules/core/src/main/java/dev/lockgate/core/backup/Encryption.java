package dev.lockgate.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Encrypts an archive on its way to the store, after compression. */
public interface Encryption {
  /** The stable name in a manifest: {@code age} or {@code none}. */
  String label();

  /** The public keys whose owners can decrypt, as they are written in manifests. */
  List<String> recipients();

  /** Encrypts into a stream; closing writes the end and closes the stream. */
  OutputStream encrypt(OutputStream out) throws IOException;

  /**
   * Decrypts.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code identity-missing}, {@code
   *     identity-does-not-fit}
   * @throws IOException when the stream is damaged or cut, also from the stream's own methods
   */
  InputStream decrypt(InputStream in) throws IOException;

  /** Leaves archives as they are. */
  Encryption NONE =
      new Encryption() {
        @Override
        public String label() {
          return "none";
        }

        @Override
        public List<String> recipients() {
          return List.of();
        }

        @Override
        public OutputStream encrypt(OutputStream out) {
          return out;
        }

        @Override
        public InputStream decrypt(InputStream in) {
          return in;
        }
      };
}
