package dev.lockgate.clients.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import okhttp3.HttpUrl;

/** One file on its way to become an artifact: in a zip that does not compress, block by block. */
final class ArtifactUpload {
  private static final int BLOCK = 8 << 20;

  private final Artifacts artifacts;
  private final String name;
  private final HttpUrl place;
  private final MessageDigest digest;
  private final ZipOutputStream zip;
  private final List<String> blocks = new ArrayList<>();
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long size;

  ArtifactUpload(Artifacts artifacts, String name, String file) {
    this.artifacts = artifacts;
    this.name = name;
    this.place = artifacts.create(name);
    this.digest = sha256();
    this.zip = new ZipOutputStream(new DigestOutputStream(new Blocks(), digest));
    try {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry(file));
    } catch (IOException e) {
      throw Artifacts.notWritable(String.valueOf(e.getMessage()), e);
    }
  }

  void write(byte[] bytes, int offset, int length) {
    try {
      zip.write(bytes, offset, length);
    } catch (IOException e) {
      throw Artifacts.notWritable(String.valueOf(e.getMessage()), e);
    }
  }

  /** From here on the artifact exists. */
  void finish() {
    try {
      zip.closeEntry();
      zip.finish();
    } catch (IOException e) {
      throw Artifacts.notWritable(String.valueOf(e.getMessage()), e);
    }
    send();
    artifacts.blocks(place, blocks);
    artifacts.finish(name, size, HexFormat.of().formatHex(digest.digest()));
  }

  private void send() {
    if (filled > 0) {
      var id =
          Base64.getEncoder()
              .encodeToString("%08d".formatted(blocks.size()).getBytes(StandardCharsets.US_ASCII));
      artifacts.block(place, id, block, filled);
      blocks.add(id);
      filled = 0;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  private final class Blocks extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int done = 0; done < length; ) {
        var fits = Math.min(length - done, BLOCK - filled);
        System.arraycopy(bytes, offset + done, block, filled, fits);
        done += fits;
        filled += fits;
        size += fits;
        if (filled == BLOCK) {
          send();
        }
      }
    }
  }
}
