package dev.lockgate.clients.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One part of an upload, kept until the service has it, so that it can be sent again. A big one
 * lies on the disk: memory does not grow with the archive.
 */
sealed interface PartBuffer extends AutoCloseable {
  /** Parts up to this size are kept in memory. */
  int IN_MEMORY = 32 << 20;

  /** An empty part. */
  static PartBuffer of(long size) throws IOException {
    return size <= IN_MEMORY ? new InMemory((int) size) : new OnDisk(size);
  }

  /** Takes what fits; returns how much that was. */
  int write(byte[] bytes, int offset, int length) throws IOException;

  /** How much was written. */
  long size();

  /** Whether nothing more fits. */
  boolean isFull();

  /** The content from its first byte. */
  InputStream read() throws IOException;

  /** The digest that services compare a part with. */
  String md5();

  /** Ready for the next part. */
  void clear() throws IOException;

  @Override
  void close();

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no MD5", e);
    }
  }

  /** In memory. */
  final class InMemory implements PartBuffer {
    private final byte[] bytes;
    private int size;

    InMemory(int size) {
      this.bytes = new byte[size];
    }

    @Override
    public int write(byte[] from, int offset, int length) {
      var fits = Math.min(length, bytes.length - size);
      System.arraycopy(from, offset, bytes, size, fits);
      size += fits;
      return fits;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public boolean isFull() {
      return size == bytes.length;
    }

    @Override
    public InputStream read() {
      return new ByteArrayInputStream(bytes, 0, size);
    }

    @Override
    public String md5() {
      var digest = newMd5();
      digest.update(bytes, 0, size);
      return Base64.getEncoder().encodeToString(digest.digest());
    }

    @Override
    public void clear() {
      size = 0;
    }

    @Override
    public void close() {}
  }

  /** On the disk. */
  final class OnDisk implements PartBuffer {
    private final Path file;
    private final FileChannel channel;
    private final long limit;
    private MessageDigest digest = newMd5();
    private long size;

    OnDisk(long limit) throws IOException {
      this.limit = limit;
      this.file = Files.createTempFile("lockgate-part-", "");
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
      var fits = (int) Math.min(length, limit - size);
      var rest = ByteBuffer.wrap(from, offset, fits);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      digest.update(from, offset, fits);
      size += fits;
      return fits;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public boolean isFull() {
      return size == limit;
    }

    @Override
    public InputStream read() throws IOException {
      return Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public String md5() {
      try {
        return Base64.getEncoder().encodeToString(((MessageDigest) digest.clone()).digest());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void clear() throws IOException {
      channel.truncate(0);
      channel.position(0);
      digest = newMd5();
      size = 0;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException _) {
        // the file is removed with the folder for temporary files
      }
    }
  }
}
