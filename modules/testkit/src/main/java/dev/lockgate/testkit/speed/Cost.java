package dev.lockgate.testkit.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a command cost, with every process that it started.
 *
 * @param wall how long it took
 * @param cpu of all of its processes, user and system
 * @param memory the most that its processes had in memory at one moment, in bytes
 * @param peaks the most that each program had, in bytes
 * @param output what it printed
 */
public record Cost(
    Duration wall, Duration cpu, long memory, Map<String, Long> peaks, List<String> output) {
  private static final int TICKS = 100; // of a second, as Linux counts them for everybody
  private static final Duration LOOK = Duration.ofMillis(20);

  public Cost {
    peaks = Map.copyOf(peaks);
    output = List.copyOf(output);
  }

  /** Runs a command to its good end; nothing else may be started by this process meanwhile. */
  public static Cost of(List<String> command) {
    try {
      var file = Files.createTempFile("bench-", ".out");
      var before = ofEndedChildren("self");
      var began = System.nanoTime();
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .start();
      var look = new Look();
      while (!process.waitFor(LOOK)) {
        look.at(process);
      }
      var wall = Duration.ofNanos(System.nanoTime() - began);
      var output = Files.readAllLines(file);
      Files.delete(file);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + output);
      }
      return new Cost(wall, ofEndedChildren("self").minus(before), look.most, look.peaks, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The time that the ended children of a process took, which is how a server's sessions count. */
  public static Duration ofEndedChildren(String process) {
    var fields = statistics(process);
    return ticks(Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
  }

  /** The time that a process and its ended children took. */
  public static Duration soFar(String process) {
    var fields = statistics(process);
    return ticks(Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
        .plus(ofEndedChildren(process));
  }

  /** From the process's state on: what stands before it may hold spaces. */
  private static String[] statistics(String process) {
    try {
      var text = Files.readString(Path.of("/proc", process, "stat"));
      return text.substring(text.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration ticks(long count) {
    return Duration.ofMillis(count * 1000 / TICKS);
  }

  /** How busy the machine is, with everything else on it. */
  public static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each program with its peak, such as {@code java 120 MB, pg_dump 9 MB}. */
  public String programs() {
    return peaks.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(peak -> peak.getKey() + " " + megabytes(peak.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Seconds with one digit. */
  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  /** Megabytes, rounded. */
  public static String megabytes(long bytes) {
    return Math.round(bytes / 1e6) + " MB";
  }

  /** What is seen of the memory of processes while they run. */
  private static final class Look {
    private final Map<String, Long> peaks = new TreeMap<>();
    private long most;

    void at(Process process) {
      var now =
          Stream.concat(Stream.of(process.toHandle()), process.descendants())
              .mapToLong(this::of)
              .sum();
      most = Math.max(most, now);
    }

    /** What a process has in memory now; nothing when it ended meanwhile. */
    private long of(ProcessHandle process) {
      try {
        var status =
            Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .map(line -> line.split(":\\s*", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, _) -> a));
        if (!status.containsKey("VmRSS")) {
          return 0;
        }
        peaks.merge(name(process, status), bytes(status, "VmHWM"), Math::max);
        return bytes(status, "VmRSS");
      } catch (IOException _) {
        return 0;
      }
    }

    /** Outside the image a program runs through the loader, whose name Linux shows. */
    private static String name(ProcessHandle process, Map<String, String> status) {
      var name = status.getOrDefault("Name", "");
      return name.startsWith("ld-linux")
          ? process
              .info()
              .arguments()
              .map(words -> Path.of(words[2]).getFileName().toString())
              .orElse(name)
          : name;
    }

    private static long bytes(Map<String, String> status, String field) {
      return Long.parseLong(status.getOrDefault(field, "0 kB").split(" ", 2)[0]) * 1024;
    }
  }
}
