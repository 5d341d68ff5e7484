package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Backups in a bucket: {@code <prefix><database>/<name>.dump.zst} and, once it exists, {@code
 * <prefix><database>/<name>.json}.
 */
final class S3Store implements BackupStore {
  private final S3Bucket bucket;

  S3Store(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public ArchiveWriter open(BackupId id, String ending, long expected) {
    return new S3Writer(bucket, id, key(id, id.name() + ending), PartSize.of(expected));
  }

  @Override
  public List<BackupId> list() {
    return names("").stream()
        .filter(StoredName::isManifest)
        .map(StoredName::id)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  @Override
  public Manifest manifest(BackupId id) {
    return ManifestText.read(id, text(id)).manifest();
  }

  @Override
  public String manifestSha256(BackupId id) {
    return ManifestText.read(id, text(id)).sha256();
  }

  private byte[] text(BackupId id) {
    return bucket
        .text(manifestKey(id))
        .orElseThrow(() -> StoreFailures.notFound(bucket.toString(), id, null));
  }

  @Override
  public InputStream read(Manifest manifest) {
    return bucket
        .read(key(manifest.id(), manifest.archiveName()))
        .orElseThrow(() -> StoreFailures.notFound(bucket.toString(), manifest.id(), null));
  }

  @Override
  public void addProof(Proof proof) {
    var id = proof.backup();
    var text = ManifestText.write(proof);
    var n = 1 + proofNames(id).stream().mapToInt(StoredName::number).max().orElse(0);
    while (!bucket.create(key(id, StoredName.proof(id, n)), text)) {
      n++; // another run adds one, too
    }
  }

  @Override
  public List<Proof> proofs(BackupId id) {
    var proofs = new ArrayList<Proof>();
    for (var name : proofNames(id)) {
      bucket.text(key(name)).flatMap(text -> ManifestText.proof(id, text)).ifPresent(proofs::add);
    }
    return proofs;
  }

  private List<StoredName> proofNames(BackupId id) {
    return StoredName.proofs(names(id.toString()), id);
  }

  @Override
  public void remove(BackupId id) {
    var all = names(id.toString()).stream().filter(name -> name.id().equals(id)).toList();
    all.stream().filter(StoredName::isManifest).forEach(name -> bucket.delete(key(name)));
    all.stream().filter(name -> !name.isManifest()).forEach(name -> bucket.delete(key(name)));
  }

  @Override
  public List<String> sweep(Instant before) {
    var all = names("");
    var whole = new HashSet<BackupId>();
    all.stream().filter(StoredName::isManifest).map(StoredName::id).forEach(whole::add);
    var orphans =
        all.stream()
            .filter(name -> !whole.contains(name.id()) && name.id().takenAt().isBefore(before))
            .toList();
    orphans.forEach(name -> bucket.delete(key(name)));
    var uploads =
        bucket.uploads().stream()
            .filter(upload ->
                parse(upload.key()).anyMatch(name -> name.id().takenAt().isBefore(before)))
            .toList();
    uploads.forEach(bucket::abort);
    return Stream.concat(
            orphans.stream().map(StoredName::toString),
            uploads.stream().map(upload -> relative(upload.key()) + " (an upload)"))
        .toList();
  }

  @Override
  public String archivePlace(Manifest manifest) {
    return bucket.place(key(manifest.id(), manifest.archiveName()));
  }

  @Override
  public String manifestPlace(BackupId id) {
    return bucket.place(manifestKey(id));
  }

  private List<StoredName> names(String beginning) {
    return bucket.keys(bucket.prefix() + beginning).stream().flatMap(this::parse).toList();
  }

  private Stream<StoredName> parse(String key) {
    return StoredName.parse(relative(key)).stream();
  }

  private String relative(String key) {
    return key.startsWith(bucket.prefix()) ? key.substring(bucket.prefix().length()) : key;
  }

  private String manifestKey(BackupId id) {
    return key(id, StoredName.manifest(id));
  }

  private String key(StoredName name) {
    return key(name.id(), name.file());
  }

  private String key(BackupId id, String file) {
    return bucket.prefix() + id.folder() + "/" + file;
  }
}
