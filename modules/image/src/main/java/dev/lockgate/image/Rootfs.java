package dev.lockgate.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The root file system: programs and libraries out of packages, and the few files that an installer
 * would have written.
 */
record Rootfs(Path root) {
  private static final Map<String, String> TEXTS =
      Map.of(
          "etc/passwd",
          """
          root:x:0:0:root:/root:/usr/sbin/nologin
          nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
          """,
          "etc/group",
          """
          root:x:0:
          nogroup:x:65534:
          """,
          "etc/nsswitch.conf",
          """
          passwd: files
          group: files
          hosts: files dns
          """,
          "etc/host.conf",
          "multi on\n");

  private static final Map<String, String> LINKS =
      Map.of("bin", "usr/bin", "sbin", "usr/sbin", "lib", "usr/lib", "lib64", "usr/lib64");

  static final List<String> FOLDERS =
      List.of("root", "tmp", "run", "proc", "sys", "dev", "var/tmp", "usr/sbin");

  /** Unpacks the packages that are for the root file system, and completes it. */
  void assemble(List<Packages.Fetched> packages) throws IOException {
    for (var each : packages) {
      var wanted = each.wanted();
      if (wanted.isShipped()) {
        var deb = new Deb(each.file());
        deb.unpack(root, wanted.use().equals("rootfs") ? wanted::keeps : wanted::documents);
        status(wanted.name(), deb);
      }
    }
    complete();
  }

  private void complete() throws IOException {
    for (var folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    for (var text : TEXTS.entrySet()) {
      write(text.getKey(), text.getValue());
    }
    for (var link : LINKS.entrySet()) {
      Files.createSymbolicLink(root.resolve(link.getKey()), Path.of(link.getValue()));
    }
    write("etc/ssl/certs/ca-certificates.crt", certificates());
    // what SQL from a pull request can start must not include a shell
    Trees.mode(root.resolve("usr/bin/dash"), "rwxr-x---");
  }

  /** Control data in the form that scanners read in images without dpkg. */
  private void status(String name, Deb deb) throws IOException {
    write("var/lib/dpkg/status.d/" + name, deb.control("control"));
    write("var/lib/dpkg/status.d/" + name + ".md5sums", deb.control("md5sums"));
  }

  private String certificates() throws IOException {
    var bundle = new StringBuilder();
    try (var files = Files.list(root.resolve("usr/share/ca-certificates/mozilla"))) {
      for (var file : files.sorted().toList()) {
        bundle.append(Files.readString(file).strip()).append('\n');
      }
    }
    return bundle.toString();
  }

  private void write(String path, String text) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
