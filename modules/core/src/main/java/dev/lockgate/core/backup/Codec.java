package dev.lockgate.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Compresses an archive on its way to the store, with a checksum of its own. */
public interface Codec {
  /** The stable name in a manifest, such as {@code zstd-3}. */
  String label();

  /** The ending of a stored file, such as {@code .zst}. */
  String ending();

  /** Compresses into a stream; closing writes the end and closes the stream. */
  OutputStream encode(OutputStream out) throws IOException;

  /** Decompresses; a damaged or cut stream is an {@link IOException}. */
  InputStream decode(InputStream in) throws IOException;
}
