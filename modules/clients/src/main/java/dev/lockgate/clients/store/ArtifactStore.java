package dev.lockgate.clients.store;

import dev.lockgate.core.backup.ArchiveWriter;
import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.Manifest;
import dev.lockgate.core.backup.Proof;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.Run;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * Backups as artifacts of workflow runs: {@code <database>~<name>.dump.zst.age} and {@code
 * <database>~<name>.json}, each a zip file with the one file in it. Whoever can read the repository
 * can download them, so archives must be encrypted.
 */
final class ArtifactStore implements BackupStore {
  private static final String SLASH = "~";
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Artifacts artifacts;

  ArtifactStore(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  static BackupStore of(StoreAccess access, Run run) {
    return new ArtifactStore(new Artifacts(access, run.repository(), Clock.systemUTC(), PAUSE));
  }

  private record Listed(StoredName name, Artifacts.Artifact artifact) {}

  @Override
  public ArchiveWriter open(BackupId id, String ending, long expected) {
    if (!ending.equals(Manifest.Archive.ending(true))) {
      throw new BadInputs(
          "encryption-required",
          List.of(
              new BadInputs.Problem(
                  "encrypt-to",
                  "is required with `store: artifact:`, for whoever reads the repository can"
                      + " download artifacts; expected an age recipient, such as `age1…`")));
    }
    return new ArtifactWriter(this, artifacts, id, name(id, id.name() + ending), ending);
  }

  @Override
  public List<BackupId> list() {
    return listed().stream()
        .map(Listed::name)
        .filter(StoredName::isManifest)
        .map(StoredName::id)
        .distinct()
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
    return find(id, StoredName.manifest(id)).map(this::text).orElseThrow(() -> notFound(id));
  }

  private byte[] text(Artifacts.Artifact artifact) {
    try (var in = content(artifact)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Artifacts.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public InputStream read(Manifest manifest) {
    var id = manifest.id();
    return read(id, manifest.archiveName()).orElseThrow(() -> notFound(id));
  }

  Optional<InputStream> read(BackupId id, String file) {
    return find(id, file)
        .map(artifact ->
            new StoreInput(
                content(artifact), e -> Artifacts.unreadable(String.valueOf(e.getMessage()), e)));
  }

  private InputStream content(Artifacts.Artifact artifact) {
    var zip = new ZipInputStream(artifacts.open(artifact));
    try {
      if (zip.getNextEntry() == null) {
        throw new IOException("the artifact " + artifact.name() + " is empty");
      }
      return zip;
    } catch (IOException e) {
      throw Artifacts.unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  boolean has(BackupId id, String file) {
    return find(id, file).isPresent();
  }

  void forget(BackupId id, String file) {
    find(id, file).ifPresent(artifacts::delete);
  }

  private Optional<Artifacts.Artifact> find(BackupId id, String file) {
    return listed().stream()
        .filter(one -> one.name().id().equals(id) && one.name().file().equals(file))
        .map(Listed::artifact)
        .findFirst();
  }

  @Override
  public void addProof(Proof proof) {
    var id = proof.backup();
    var n = 1 + proofNames(id).stream().mapToInt(one -> one.name().number()).max().orElse(0);
    keep(id, StoredName.proof(id, n), ManifestText.write(proof));
  }

  /** Stores a small file as an artifact of its own. */
  void keep(BackupId id, String file, byte[] text) {
    var upload = new ArtifactUpload(artifacts, name(id, file), file);
    upload.write(text, 0, text.length);
    upload.finish();
  }

  @Override
  public List<Proof> proofs(BackupId id) {
    var proofs = new ArrayList<Proof>();
    for (var one : proofNames(id)) {
      ManifestText.proof(id, text(one.artifact())).ifPresent(proofs::add);
    }
    return proofs;
  }

  private List<Listed> proofNames(BackupId id) {
    return listed().stream()
        .filter(one -> one.name().id().equals(id) && one.name().number() > 0)
        .sorted(Comparator.comparingInt(one -> one.name().number()))
        .toList();
  }

  @Override
  public void remove(BackupId id) {
    var all = listed().stream().filter(one -> one.name().id().equals(id)).toList();
    all.stream().filter(one -> one.name().isManifest()).forEach(this::delete);
    all.stream().filter(one -> !one.name().isManifest()).forEach(this::delete);
  }

  @Override
  public List<String> sweep(Instant before) {
    var all = listed();
    var whole = new HashSet<BackupId>();
    all.stream().filter(one -> one.name().isManifest()).forEach(one -> whole.add(one.name().id()));
    var orphans =
        all.stream()
            .filter(one -> !whole.contains(one.name().id()))
            .filter(one -> one.name().id().takenAt().isBefore(before))
            .toList();
    orphans.forEach(this::delete);
    return orphans.stream().map(one -> one.name().toString()).toList();
  }

  private void delete(Listed one) {
    artifacts.delete(one.artifact());
  }

  private List<Listed> listed() {
    return artifacts.list().stream().flatMap(ArtifactStore::parse).toList();
  }

  private static Stream<Listed> parse(Artifacts.Artifact artifact) {
    return StoredName.parse(artifact.name().replaceFirst(SLASH, "/")).stream()
        .map(name -> new Listed(name, artifact));
  }

  @Override
  public String archivePlace(Manifest manifest) {
    return "artifact:" + name(manifest.id(), manifest.archiveName());
  }

  @Override
  public String manifestPlace(BackupId id) {
    return "artifact:" + name(id, StoredName.manifest(id));
  }

  private static String name(BackupId id, String file) {
    return id.folder() + SLASH + file;
  }

  private static RuntimeException notFound(BackupId id) {
    return StoreFailures.notFound("artifact:", id, null);
  }
}
