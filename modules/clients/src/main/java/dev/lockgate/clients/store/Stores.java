package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepContext;
import java.util.List;

/** Opens the store that an input names. */
public final class Stores {
  private Stores() {}

  /** The store of a step that has no token of GitHub. */
  public static BackupStore open(StoreUrl url, StepContext context) {
    return open(url, StoreAccess.ofJob(Secret.NONE), context);
  }

  /**
   * The store of a step; nothing is read or written yet.
   *
   * @throws BadInputs {@code store-outside-workspace}: on a runner, whatever lies outside the
   *     workspace is gone with the container; {@code store-credentials-missing}
   */
  public static BackupStore open(StoreUrl url, StoreAccess access, StepContext context) {
    return switch (url) {
      case StoreUrl.Folder folder -> folder(folder, context);
      case StoreUrl.Bucket bucket ->
          new S3Store(new S3Connection(bucket, access.environment()).open());
      case StoreUrl.Artifacts _ -> ArtifactStore.of(access, context.run());
    };
  }

  private static BackupStore folder(StoreUrl.Folder url, StepContext context) {
    var workspace = context.workspace().toAbsolutePath().normalize();
    var folder = workspace.resolve(url.path()).normalize();
    if (!context.run().runId().isEmpty() && !folder.startsWith(workspace)) {
      throw new BadInputs(
          "store-outside-workspace",
          List.of(
              new BadInputs.Problem(
                  "store",
                  "expected a folder of the workspace such as `file:backups`, got `"
                      + url
                      + "`, which is gone when the container ends")));
    }
    return new FolderStore(folder, workspace);
  }
}
