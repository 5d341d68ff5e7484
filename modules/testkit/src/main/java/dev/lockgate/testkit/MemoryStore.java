package dev.lockgate.testkit;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.step.OutsideFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that is gone with the test. */
public final class MemoryStore implements BackupStore {
  private final Map<BackupId, Stored> backups = new TreeMap<>();
  private final Map<BackupId, Writer> unfinished = new HashMap<>();
  private final Set<BackupId> damaged = new HashSet<>();
  private boolean mayDelete = true;

  private record Stored(Manifest manifest, ByteArrayOutputStream archive, List<Proof> proofs) {}

  /** From now on nothing can be deleted, as with a credential that may only write. */
  public void forbidDeleting() {
    mayDelete = false;
  }

  /** From now on nothing of a backup can be read. */
  public synchronized void damage(BackupId id) {
    damaged.add(id);
  }

  @Override
  public synchronized ArchiveWriter open(BackupId id, String ending, long expected) {
    var writer = new Writer(id);
    unfinished.put(id, writer);
    return writer;
  }

  @Override
  public synchronized List<BackupId> list() {
    return backups.keySet().stream().sorted(Comparator.reverseOrder()).toList();
  }

  @Override
  public Manifest manifest(BackupId id) {
    return find(id).manifest();
  }

  @Override
  public String manifestSha256(BackupId id) {
    return Digests.sha256(find(id).manifest().toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public InputStream read(Manifest manifest) {
    return new ByteArrayInputStream(find(manifest.id()).archive().toByteArray());
  }

  @Override
  public void addProof(Proof proof) {
    find(proof.backup()).proofs().add(proof);
  }

  @Override
  public List<Proof> proofs(BackupId id) {
    return List.copyOf(find(id).proofs());
  }

  @Override
  public synchronized void remove(BackupId id) {
    refuseDeleting();
    backups.remove(id);
  }

  @Override
  public synchronized List<String> sweep(Instant before) {
    var old = unfinished.keySet().stream().filter(id -> id.takenAt().isBefore(before)).toList();
    if (!old.isEmpty()) {
      refuseDeleting();
    }
    old.forEach(unfinished::remove);
    return old.stream().map(BackupId::toString).toList();
  }

  @Override
  public String archivePlace(Manifest manifest) {
    return "memory/" + manifest.id().folder() + "/" + manifest.archiveName();
  }

  @Override
  public String manifestPlace(BackupId id) {
    return "memory/" + id + ".json";
  }

  private void refuseDeleting() {
    if (!mayDelete) {
      throw new OutsideFailed("store-delete-refused", "It may not delete.", "Nothing was changed.");
    }
  }

  private synchronized Stored find(BackupId id) {
    if (damaged.contains(id)) {
      throw new OutsideFailed("store-unreadable", id + " is damaged", "Nothing was changed.");
    }
    return Optional.ofNullable(backups.get(id))
        .orElseThrow(
            () -> new OutsideFailed("backup-not-found", "no " + id, "Nothing was changed."));
  }

  private synchronized void keep(BackupId id, Stored stored) {
    if (backups.putIfAbsent(id, stored) != null) {
      throw new OutsideFailed("store-not-writable", id + " exists already", "Nothing was changed.");
    }
    unfinished.remove(id);
  }

  private synchronized void forget(BackupId id, Writer writer) {
    unfinished.remove(id, writer);
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
    public String commit(Manifest manifest) {
      keep(id, new Stored(manifest, bytes, new CopyOnWriteArrayList<>()));
      return manifestSha256(id);
    }

    @Override
    public void close() {
      forget(id, this);
    }
  }
}
