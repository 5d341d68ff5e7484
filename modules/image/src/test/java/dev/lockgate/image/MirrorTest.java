package dev.lockgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
  @TempDir private Path etc;

  @Test
  void the_environment_decides_before_anything_else() throws IOException {
    sources("sources.list", "deb https://own.example/debian trixie main");

    var mirror = new Mirror(etc, Map.of("LOCKGATE_DEBIAN_MIRROR", "https://given.example/debian"));

    assertThat(mirror.address(etc)).isEqualTo("https://given.example/debian");
  }

  @Test
  void a_one_line_source_with_options_is_read() throws IOException {
    sources(
        "sources.list",
        """
        # deb https://commented.example/debian bookworm main
        deb-src https://sources.example/debian bookworm main
        deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] https://own.example/debian bookworm main contrib
        """);

    assertThat(new Mirror(etc, Map.of()).address(etc)).isEqualTo("https://own.example/debian");
  }

  @Test
  void a_deb822_source_is_read_and_the_security_archive_is_another_one() throws IOException {
    sources(
        "sources.list.d/debian.sources",
        """
        Types: deb
        URIs: https://security.example/debian-security
        Suites: trixie-security
        Components: main

        Types: deb deb-src
        # where this machine gets Debian from
        URIs: https://own.example/debian/
        Suites: trixie trixie-updates
        Components: main
        """);

    assertThat(new Mirror(etc, Map.of()).address(etc)).isEqualTo("https://own.example/debian/");
  }

  @Test
  void a_vendor_who_names_a_debian_suite_comes_after_debian_itself() throws IOException {
    sources("sources.list.d/a-vendor.list", "deb https://vendor.example/apt trixie main");
    sources("sources.list.d/debian.list", "deb https://own.example/debian trixie main");

    assertThat(new Mirror(etc, Map.of()).address(etc)).isEqualTo("https://own.example/debian");
  }

  @Test
  void ubuntus_sources_are_not_debians() throws IOException {
    sources(
        "sources.list.d/ubuntu.sources",
        "Types: deb\nURIs: https://u.example/ubuntu\nSuites: noble\nComponents: main\n");

    assertThat(new Mirror(etc, Map.of()).fromSources()).isEmpty();
  }

  @Test
  void debootstraps_scripts_know_debians_address() throws IOException {
    sources(
        "usr/share/debootstrap/scripts/sid",
        "mirror_style release\ndefault_mirror http://default.example/debian\n");

    assertThat(Mirror.inScripts(etc)).contains("http://default.example/debian");
  }

  @Test
  void a_broken_line_of_the_package_list_is_shown() {
    assertThatThrownBy(
            () -> Wanted.read(Files.writeString(etc.resolve("packages.txt"), "rootfs trixie\n")))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("expected `for suite package files`, got `rootfs trixie`");
  }

  private void sources(String file, String text) throws IOException {
    var path = etc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
