package dev.lockgate.runner;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Ending.Result;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Annotations of a step. The runner keeps ten of each level and 4,096 characters of each message;
 * the tenth of ours says how many there are besides.
 */
final class Annotations {
  private static final int MOST = 10;
  private static final int LONGEST_MESSAGE = 4_096;

  private final Console console;
  private final Map<Level, Integer> written = new EnumMap<>(Level.class);

  Annotations(Console console) {
    this.console = console;
  }

  /** The verdict, when it is not a good one, and then the findings. */
  void write(Ending ending) {
    if (ending.result() != Result.PASSED) {
      write(verdict(ending));
    }
    for (var level : Level.values()) {
      write(
          level,
          ending.report().findings().stream().filter(finding -> finding.level() == level).toList());
    }
  }

  /** One annotation. */
  void write(Finding finding) {
    written.merge(finding.level(), 1, Integer::sum);
    var properties = new LinkedHashMap<String, String>();
    var place = finding.location();
    if (place != null) {
      properties.put("file", place.file());
      properties.put("line", String.valueOf(place.line()));
    }
    properties.put("title", finding.code());
    console.command(
        finding.level().name().toLowerCase(Locale.ROOT), properties, shortened(finding.message()));
  }

  private void write(Level level, List<Finding> findings) {
    var room = MOST - written.getOrDefault(level, 0);
    if (findings.size() <= room) {
      findings.forEach(this::write);
      return;
    }
    var shown = Math.max(0, room - 1);
    findings.subList(0, shown).forEach(this::write);
    if (room > 0) {
      var more = findings.size() - shown;
      write(Finding.of(level, "more", "And " + more + " more: see the summary of the step."));
    }
  }

  /** A failure says all of it; what blocks a step is said by its findings. */
  private static Finding verdict(Ending ending) {
    var words = new StringBuilder(ending.report().title());
    if (ending.result() == Result.FAILED) {
      ending
          .report()
          .blocks()
          .forEach(block -> words(block).forEach(w -> words.append("\n").append(w)));
    }
    return Finding.of(Level.ERROR, ending.code(), words.toString());
  }

  private static List<String> words(Block block) {
    return switch (block) {
      case Block.Text(var text) -> List.of(text);
      case Block.Bullets(var items) -> items;
      case Block.Heading _, Block.Facts _, Block.Table _, Block.Sql _, Block.Command _ -> List.of();
    };
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }
}
