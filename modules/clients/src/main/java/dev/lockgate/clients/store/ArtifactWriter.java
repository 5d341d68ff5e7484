package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.step.StepFailure;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A backup on its way to become two artifacts. What is not finished, GitHub forgets by itself. */
final class ArtifactWriter implements ArchiveWriter {
  private final ArtifactStore store;
  private final Artifacts artifacts;
  private final BackupId id;
  private final String name;
  private final String file;
  private final Stream stream = new Stream();
  private @Nullable ArtifactUpload upload;
  private boolean taken;
  private boolean finished;
  private boolean committed;

  ArtifactWriter(
      ArtifactStore store, Artifacts artifacts, BackupId id, String name, String ending) {
    this.store = store;
    this.artifacts = artifacts;
    this.id = id;
    this.name = name;
    this.file = id.name() + ending;
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public InputStream readBack() {
    return store.read(id, file).orElseThrow(() -> StoreFailures.notFound("artifact:", id, null));
  }

  @Override
  public String commit(Manifest manifest) {
    if (taken) {
      throw Artifacts.notWritable("it holds a backup " + id + " already", null);
    }
    var text = ManifestText.write(manifest);
    store.keep(id, StoredName.manifest(id), text);
    committed = true;
    return ManifestText.read(id, text).sha256();
  }

  @Override
  public void close() {
    stream.closed = true;
    if (finished && !committed) {
      try {
        store.forget(id, file);
      } catch (StepFailure _) {
        // without a manifest it is not a backup, and it expires
      }
    }
  }

  private ArtifactUpload upload() {
    var current = upload;
    if (current == null) {
      current = new ArtifactUpload(artifacts, name, file);
      upload = current;
    }
    return current;
  }

  private final class Stream extends OutputStream {
    private boolean closed;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (upload == null && store.has(id, file)) {
        taken = true; // names are unique: somebody else's is not replaced
      }
      if (!taken) {
        upload().write(bytes, offset, length);
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (!taken) {
          upload().finish();
          finished = true;
        }
      }
    }
  }
}
