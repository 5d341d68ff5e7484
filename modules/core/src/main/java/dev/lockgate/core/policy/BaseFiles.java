package dev.lockgate.core.policy;

import java.util.Map;
import java.util.Optional;

/** The files of a repository as they are at a commit that is not checked out. */
public interface BaseFiles {
  /**
   * The text of a file; empty when the commit has none there.
   *
   * @throws dev.lockgate.core.step.OutsideFailed {@code base-unreadable}
   */
  Optional<String> read(String path);

  /**
   * Every file below a folder, by its path in the repository, with git's hash of its content; empty
   * when the commit has no such folder.
   *
   * @throws dev.lockgate.core.step.OutsideFailed {@code base-unreadable}
   */
  Map<String, String> list(String folder);
}
