package dev.lockgate.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The parts of a 64-bit ELF file that say what it needs to run. */
record Elf(ByteBuffer bytes) {
  private static final int INTERPRETER = 3;
  private static final int DYNAMIC = 2;
  private static final int LOAD = 1;

  static Elf read(Path file) throws IOException {
    return new Elf(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
  }

  static boolean isOne(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("\u007fELF");
    }
  }

  /** Whether it runs without a loader. */
  boolean isStatic() {
    return headers(INTERPRETER).isEmpty() && headers(DYNAMIC).isEmpty();
  }

  /** The libraries that the loader must find. */
  List<String> needed() {
    var offsets = new ArrayList<Long>();
    long strings = 0;
    for (var header : headers(DYNAMIC)) {
      int at = (int) bytes.getLong(header + 8);
      for (; bytes.getLong(at) != 0; at += 16) {
        if (bytes.getLong(at) == 1) {
          offsets.add(bytes.getLong(at + 8));
        } else if (bytes.getLong(at) == 5) {
          strings = inFile(bytes.getLong(at + 8));
        }
      }
    }
    long table = strings;
    return offsets.stream().map(offset -> text((int) (table + offset))).toList();
  }

  private List<Integer> headers(int type) {
    var found = new ArrayList<Integer>();
    int first = (int) bytes.getLong(32);
    for (int i = 0; i < bytes.getShort(56); i++) {
      int header = first + i * bytes.getShort(54);
      if (bytes.getInt(header) == type) {
        found.add(header);
      }
    }
    return found;
  }

  private long inFile(long address) {
    for (var header : headers(LOAD)) {
      long start = bytes.getLong(header + 16);
      if (address >= start && address < start + bytes.getLong(header + 32)) {
        return address - start + bytes.getLong(header + 8);
      }
    }
    throw new IllegalStateException("no segment holds " + address);
  }

  private String text(int at) {
    var text = new StringBuilder();
    for (int i = at; bytes.get(i) != 0; i++) {
      text.append((char) bytes.get(i));
    }
    return text.toString();
  }
}
