package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings {@code target/rootfs} up to date with the sources, the lock file and the pinned archives.
 */
final class Assemble {
  private final Path module;
  private final Path target;
  private final Cache cache = Cache.ofUser();

  private Assemble(Path module) {
    this.module = module;
    this.target = module.resolve("target");
  }

  /** Takes the module's folder, and {@code relock} to renew the lock file first. */
  static void main(String[] arguments) throws IOException {
    var assemble = new Assemble(Path.of(arguments[0]));
    try {
      assemble.run(List.of(arguments).contains("relock"));
    } catch (BuildFailure e) {
      System.err.println("[image] " + e.getMessage());
      System.exit(1);
    }
  }

  private void run(boolean relock) throws IOException {
    var packages = new Packages(source("debian"), target, cache);
    if (relock) {
      packages.relock();
    }
    var fetched = packages.fetch();
    var rootfs = target.resolve("rootfs");
    var programs = new Programs(rootfs);
    var compiler = new Compiler(programs, target.resolve("compiler"));
    var servers =
        new Servers(target.resolve("zonky"), fetched, programs, target.resolve("same-initdb.so"));
    var serversKey = serversKey(fetched, servers);

    var key = Digest.ofAll(List.of(key(fetched), serversKey));
    var stamp = target.resolve("rootfs.key");
    if (Files.exists(stamp) && Files.readString(stamp).equals(key)) {
      return;
    }
    Files.deleteIfExists(stamp);
    Trees.delete(rootfs);
    new Rootfs(rootfs).assemble(fetched);
    compiler.unpack(fetched);
    compiler.compile(source("c/same-initdb.c"), servers.preload(), "-shared");
    var launcher = rootfs.resolve("opt/lockgate/bin/lockgate-launch");
    Files.createDirectories(launcher.getParent());
    compiler.compile(source("c/lockgate-launch.c"), launcher, "-static");
    Trees.copy(
        cache.get("servers", serversKey, servers::repack), rootfs.resolve("opt/lockgate/servers"));
    var copyright = rootfs.resolve("usr/share/doc/postgresql-servers/copyright");
    Files.createDirectories(copyright.getParent());
    Files.copy(source("copyright/postgresql-servers"), copyright);
    Files.writeString(stamp, key);
    IO.println("[image] root file system assembled: " + rootfs);
  }

  private String key(List<Packages.Fetched> fetched) throws IOException {
    var inputs = new ArrayList<String>();
    fetched.forEach(each -> inputs.add(each.locked().sha256() + each.wanted()));
    inputs.add(Digest.of(source("c/lockgate-launch.c")));
    inputs.add(Digest.of(source("copyright/postgresql-servers")));
    inputs.add(Digest.ofCode(Assemble.class, Rootfs.class, Deb.class, Wanted.class));
    return Digest.ofAll(inputs);
  }

  private String serversKey(List<Packages.Fetched> fetched, Servers servers) throws IOException {
    var inputs = new ArrayList<String>();
    for (var each : fetched) {
      if (!each.wanted().use().equals("rootfs")) {
        inputs.add(each.locked().sha256() + each.wanted());
      }
    }
    for (var jar : servers.byMajor().values()) {
      inputs.add(Digest.of(jar));
    }
    inputs.add(Digest.of(source("c/same-initdb.c")));
    inputs.add(Digest.ofCode(Servers.class, DataFolder.class, Tar.class, Programs.class));
    return Digest.ofAll(inputs);
  }

  private Path source(String path) {
    return module.resolve("src/main").resolve(path);
  }
}
