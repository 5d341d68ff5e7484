package dev.lockgate.core.step;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Files and folders that a step creates in the workspace. A container works as root; what it leaves
 * behind is given to the owner of the workspace, else the next checkout cannot remove it.
 */
public final class Handover {
  private final List<Path> paths = new CopyOnWriteArrayList<>();

  /** A file, or a folder with all that is in it when the step ends. */
  public void add(Path path) {
    paths.add(path);
  }

  /** All that was added, in order. */
  public List<Path> paths() {
    return List.copyOf(paths);
  }
}
