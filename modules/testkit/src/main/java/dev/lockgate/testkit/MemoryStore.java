package dev.lockgate.testkit;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.step.OutsideFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A store that is gone with the test. */
public final class MemoryStore implements BackupStore {
  private final ConcurrentMap<BackupId, Stored> backups = new ConcurrentHashMap<>();

  private record Stored(Manifest manifest, ByteArrayOutputStream archive) {}

  @Override
  public ArchiveWriter open(BackupId id) {
    return new Writer(id);
  }

  @Override
  public List<BackupId> list() {
    return backups.keySet().stream().sorted(Comparator.reverseOrder()).toList();
  }

  @Override
  public Manifest manifest(BackupId id) {
    return find(id).manifest();
  }

  @Override
  public InputStream read(BackupId id) {
    return new ByteArrayInputStream(find(id).archive().toByteArray());
  }

  @Override
  public String archivePlace(BackupId id) {
    return "memory/" + id;
  }

  @Override
  public String manifestPlace(BackupId id) {
    return "memory/" + id + ".json";
  }

  private Stored find(BackupId id) {
    return Optional.ofNullable(backups.get(id))
        .orElseThrow(
            () -> new OutsideFailed("backup-not-found", "no " + id, "Nothing was changed."));
  }

  private final class Writer implements ArchiveWriter {
    private final BackupId id;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Writer(BackupId id) {
      this.id = id;
    }

    @Override
    public OutputStream stream() {
      return bytes;
    }

    @Override
    public InputStream readBack() {
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public void commit(Manifest manifest) {
      if (backups.putIfAbsent(id, new Stored(manifest, bytes)) != null) {
        throw new OutsideFailed(
            "store-not-writable", id + " exists already", "Nothing was changed.");
      }
    }

    @Override
    public void close() {
      // what was not committed is in nobody's hands
    }
  }
}
