package dev.lockgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootfsIT {
  private static final Path ROOTFS = Built.ROOTFS;
  private static final Path LIBRARIES = ROOTFS.resolve("usr/lib/x86_64-linux-gnu");

  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void the_client_programs_of_a_major_run_on_the_build_host(int major) throws IOException {
    for (var program : List.of("pg_dump", "pg_dumpall", "pg_restore", "psql")) {
      var version =
          Built.run("usr/lib/postgresql/%d/bin/%s".formatted(major, program), "--version");

      assertThat(version).startsWith(program + " (PostgreSQL) " + major + ".");
    }
  }

  @Test
  void setpriv_can_drop_rights_and_forbid_new_ones() throws IOException {
    assertThat(Built.run("usr/bin/setpriv", "--help"))
        .contains("--no-new-privs", "--bounding-set", "--seccomp-filter");
  }

  @Test
  void every_program_and_library_finds_what_it_needs() throws IOException {
    var missing = new ArrayList<String>();
    var provided = new HashSet<String>();
    try (var libraries = Files.list(LIBRARIES)) {
      libraries.forEach(each -> provided.add(each.getFileName().toString()));
    }
    try (var files = Files.walk(ROOTFS.resolve("usr"))) {
      for (var file :
          files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
        if (Elf.isOne(file)) {
          Elf.read(file).needed().stream()
              .filter(needed -> !provided.contains(needed))
              .forEach(needed -> missing.add(file + " needs " + needed));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void an_unprivileged_user_cannot_start_a_shell_nor_gain_rights() throws IOException {
    var dash = Files.getPosixFilePermissions(ROOTFS.resolve("usr/bin/dash"));
    assertThat(PosixFilePermissions.toString(dash)).isEqualTo("rwxr-x---");

    try (var programs = Files.list(ROOTFS.resolve("usr/bin"))) {
      assertThat(programs.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("dash", "sh", "setpriv");
    }
    try (var files = Files.walk(ROOTFS)) {
      assertThat(files.filter(each -> isSetUid(each))).isEmpty();
    }
  }

  private static boolean isSetUid(Path file) {
    try {
      return ((int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 06000) != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_package_keeps_its_copyright_and_tells_scanners_its_version() throws IOException {
    for (var wanted : Wanted.read(Built.MODULE.resolve("src/main/debian/packages.txt"))) {
      if (wanted.isShipped()) {
        assertThat(ROOTFS.resolve("usr/share/doc").resolve(wanted.name()).resolve("copyright"))
            .isNotEmptyFile();
        assertThat(ROOTFS.resolve("var/lib/dpkg/status.d").resolve(wanted.name()))
            .content()
            .contains("Package: " + wanted.name() + "\n", "\nVersion: ");
      }
    }
  }

  @Test
  void certificates_time_zones_and_the_utf_8_locale_are_there() {
    assertThat(ROOTFS.resolve("etc/ssl/certs/ca-certificates.crt"))
        .content()
        .contains("-----BEGIN CERTIFICATE-----")
        .satisfies(text ->
            assertThat(text.split("-----BEGIN CERTIFICATE-----", -1)).hasSizeGreaterThan(100));
    assertThat(ROOTFS.resolve("usr/share/zoneinfo/Europe/Amsterdam")).isNotEmptyFile();
    assertThat(ROOTFS.resolve("usr/lib/locale/C.utf8/LC_CTYPE")).isNotEmptyFile();
    assertThat(ROOTFS.resolve("etc/passwd")).content().startsWith("root:x:0:0:");
  }

  @Test
  void the_lock_names_every_package_with_digest_and_size() throws IOException {
    var locked = Locked.read(Built.MODULE.resolve("src/main/debian/packages.lock"));
    for (var wanted : Wanted.read(Built.MODULE.resolve("src/main/debian/packages.txt"))) {
      assertThat(locked)
          .filteredOn(each -> each.isFor(wanted))
          .singleElement()
          .satisfies(each -> {
            assertThat(each.sha256()).matches("[0-9a-f]{64}");
            assertThat(each.size()).isPositive();
            assertThat(each.version()).isNotBlank();
          });
    }
  }
}
