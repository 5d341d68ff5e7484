package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The C compiler that Debian packages pin; small, without a C library, and the same bytes each
 * time.
 */
record Compiler(Programs programs, Path home) {

  /** Unpacks the compiler. */
  void unpack(List<Packages.Fetched> packages) throws IOException {
    Trees.delete(home);
    for (var each : packages) {
      if (each.wanted().use().equals("compiler")) {
        new Deb(each.file()).unpack(home, each.wanted()::keeps);
      }
    }
  }

  /** {@code -static} gives a program that needs no loader, {@code -shared} a library to preload. */
  void compile(Path source, Path target, String... options) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.add("-B");
    arguments.add(home.resolve("usr/lib/x86_64-linux-gnu/tcc").toAbsolutePath().toString());
    arguments.addAll(List.of("-Wall", "-Werror", "-nostdlib"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-o", target.toAbsolutePath().toString()));
    arguments.add(source.toAbsolutePath().toString());
    programs.command(home, home.resolve("usr/bin/tcc"), arguments).output();
    Trees.mode(target, "rwxr-xr-x");
  }
}
