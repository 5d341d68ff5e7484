package dev.lockgate.clients.store;

import dev.lockgate.core.backup.BackupStore;
import dev.lockgate.core.backup.StoreUrl;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepContext;
import java.util.List;

/** Opens the store that an input names. */
public final class Stores {
  private Stores() {}

  /**
   * The store of a step; nothing is read or written yet.
   *
   * @throws BadInputs {@code store-outside-workspace}: on a runner, whatever lies outside the
   *     workspace is gone with the container
   */
  public static BackupStore open(StoreUrl url, StepContext context) {
    return switch (url) {
      case StoreUrl.Folder folder -> folder(folder, context);
      case StoreUrl.Bucket bucket -> throw new UnsupportedOperationException(bucket.toString());
      case StoreUrl.Artifacts artifacts ->
          throw new UnsupportedOperationException(artifacts.toString());
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
