package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A backup on its way into a bucket, part by part: while one part is sent the next is filled. What
 * fits into one part is sent whole.
 */
final class S3Writer implements ArchiveWriter {
  private final S3Bucket bucket;
  private final BackupId id;
  private final String key;
  private final Stream stream;
  private final List<S3Bucket.Part> parts = new ArrayList<>();
  private PartBuffer filling;
  private @Nullable PartBuffer spare;
  private @Nullable FutureTask<S3Bucket.Part> sending;
  private S3Bucket.@Nullable Upload upload;
  private boolean stored;
  private boolean taken;
  private boolean committed;
  private long size;

  S3Writer(S3Bucket bucket, BackupId id, String key, long partSize) {
    this.bucket = bucket;
    this.id = id;
    this.key = key;
    this.stream = new Stream();
    try {
      this.filling = PartBuffer.of(partSize);
      this.spare = PartBuffer.of(partSize);
    } catch (IOException e) {
      throw spool(e);
    }
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public InputStream readBack() {
    return bucket.read(key).orElseThrow(() -> StoreFailures.notFound(bucket.toString(), id, null));
  }

  @Override
  public String commit(Manifest manifest) {
    var text = ManifestText.write(manifest);
    var place = key.substring(0, key.lastIndexOf('/') + 1) + StoredName.manifest(id);
    if (taken || !bucket.create(place, text)) {
      throw new OutsideFailed(
          "store-not-writable",
          "The store " + bucket + " holds a backup " + id + " already.",
          "Nothing was changed and no backup was replaced. Run the step again: each run has a name"
              + " of its own.");
    }
    committed = true;
    return ManifestText.read(id, text).sha256();
  }

  @Override
  public void close() {
    stream.closed = true;
    if (sending != null) {
      sending.cancel(true);
    }
    try {
      if (upload != null) {
        bucket.abort(upload);
      } else if (stored && !committed) {
        bucket.delete(key);
      }
    } catch (StepFailure _) {
      // without a manifest it is not a backup; a later run sweeps it
    } finally {
      filling.close();
      Optional.ofNullable(spare).ifPresent(PartBuffer::close);
    }
  }

  private void send() throws IOException {
    finishSending();
    if (upload == null) {
      upload = bucket.begin(key);
    }
    var whole = upload;
    var full = filling;
    var number = parts.size() + 1;
    var task = new FutureTask<>(() -> bucket.send(whole, number, full));
    filling = spare == null ? PartBuffer.of(full.size()) : spare;
    filling.clear();
    spare = full;
    sending = task;
    Thread.ofVirtual().start(task);
  }

  private void finishSending() {
    var task = sending;
    if (task == null) {
      return;
    }
    sending = null;
    try {
      parts.add(task.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw bucket.notWritable("the upload was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw bucket.notWritable(String.valueOf(e.getMessage()), e);
    }
  }

  private void finish() throws IOException {
    if (bucket.exists(key)) { // ids are unique: somebody else's is not replaced
      taken = true;
      return;
    }
    if (upload == null) {
      bucket.put(key, filling);
    } else {
      if (filling.size() > 0) {
        send();
      }
      finishSending();
      bucket.complete(upload, parts, size);
      upload = null;
    }
    stored = true;
    bucket.mustHold(key, size);
  }

  private StepFailure spool(IOException e) {
    return new OutsideFailed(
        "store-not-writable",
        "A part of the archive could not be kept until the store has it: " + e.getMessage() + ".",
        "Nothing was changed and no backup was stored. Look for a full disk on the runner.",
        e);
  }

  private final class Stream extends OutputStream {
    private boolean closed;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        for (int done = 0; done < length; ) {
          if (filling.isFull()) {
            send();
          }
          done += filling.write(bytes, offset + done, length - done);
        }
        size += length;
      } catch (IOException e) {
        throw spool(e);
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        try {
          finish();
        } catch (IOException e) {
          throw spool(e);
        }
      }
    }
  }
}
