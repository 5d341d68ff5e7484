package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings {@code target/rootfs} up to date with the sources and the lock file. */
final class Assemble {
  private Assemble() {}

  /** Takes the module's folder, and {@code relock} to renew the lock file first. */
  static void main(String[] arguments) throws IOException {
    var module = Path.of(arguments[0]);
    var target = module.resolve("target");
    var packages = new Packages(module.resolve("src/main/debian"), target, Cache.ofUser());
    try {
      if (List.of(arguments).contains("relock")) {
        packages.relock();
      }
      rootfs(packages, target);
    } catch (BuildFailure e) {
      System.err.println("[image] " + e.getMessage());
      System.exit(1);
    }
  }

  private static void rootfs(Packages packages, Path target) throws IOException {
    var fetched = packages.fetch();
    var inputs = new ArrayList<String>();
    fetched.forEach(each -> inputs.add(each.locked().sha256() + each.wanted()));
    inputs.add(Digest.ofCode(Rootfs.class, Deb.class, Wanted.class));
    var key = Digest.ofAll(inputs);
    var stamp = target.resolve("rootfs.key");
    if (Files.exists(stamp) && Files.readString(stamp).equals(key)) {
      return;
    }
    Files.deleteIfExists(stamp);
    Trees.delete(target.resolve("rootfs"));
    new Rootfs(target.resolve("rootfs")).assemble(fetched);
    Files.writeString(stamp, key);
    IO.println("[image] root file system assembled from %d packages".formatted(fetched.size()));
  }
}
