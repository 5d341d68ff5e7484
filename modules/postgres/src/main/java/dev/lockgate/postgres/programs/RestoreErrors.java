package dev.lockgate.postgres.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what pg_restore says when it goes on after an error. */
public final class RestoreErrors {
  private static final Pattern ENTRY =
      Pattern.compile("pg_restore: .*from TOC entry [^;]*; *(?:\\d+ +\\d+ +)?(.*)");
  private static final Pattern ERROR =
      Pattern.compile(
          "pg_restore: error: (?:could not execute query: |COPY failed for table .*?: )?(?:ERROR: )? *(.*)");

  /** What a newer pg_restore sets at the beginning and an older server does not know. */
  private static final Pattern PREAMBLE =
      Pattern.compile(".*unrecognized configuration parameter.*");

  private static final Pattern COUNTED =
      Pattern.compile("(?m)^pg_restore: warning: errors ignored on restore: \\d+$");

  private static final String BEGINNING = "the beginning of the archive";
  private static final String COMMAND = "Command was: ";
  private static final int LONGEST = 120;

  private RestoreErrors() {}

  /**
   * An object that a server refused.
   *
   * @param object such as {@code EXTENSION postgis}
   * @param message the first line of what the server said
   */
  public record Refused(String object, String message) {}

  /** What was refused, in order; a message about a part of an object is told once. */
  static List<Refused> in(String text) {
    var refused = new ArrayList<Refused>();
    var object = BEGINNING;
    for (var line : text.lines().toList()) {
      var entry = ENTRY.matcher(line);
      if (entry.matches()) {
        object = entry.group(1).strip();
      }
      var error = ERROR.matcher(line);
      if (error.matches() && !PREAMBLE.matcher(line).matches()) {
        refused.add(new Refused(object, error.group(1)));
      }
      if (line.startsWith(COMMAND) && !refused.isEmpty()) {
        var last = refused.removeLast();
        var command = line.substring(COMMAND.length(), Math.min(line.length(), LONGEST));
        refused.add(last.object().equals(BEGINNING) ? new Refused(command, last.message()) : last);
      }
    }
    return List.copyOf(refused);
  }

  /** Whether the program came to its end, counting errors on its way. */
  static boolean endedRegularly(String text) {
    return COUNTED.matcher(text).find();
  }
}
