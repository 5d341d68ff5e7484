package dev.lockgate.clients.slack;

import static java.util.stream.Collectors.joining;

import dev.lockgate.core.database.RootCert;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.report.Block;
import dev.lockgate.core.step.Ending;
import java.util.stream.Stream;

/** How a step ended in the few lines that a chat has room for. */
final class SlackText {
  private static final int LONGEST = 2_800;
  private static final int MOST_FACTS = 6;

  private SlackText() {}

  static String of(Ending ending) {
    var lines =
        Stream.concat(
            Stream.of(
                call(ending) + icon(ending) + " *" + escaped(ending.report().title()) + "*",
                origin(ending)),
            ending.report().blocks().stream().takeWhile(SlackText::opens).map(SlackText::words));
    return shortened(lines.filter(line -> !line.isBlank()).collect(joining("\n"))) + links(ending);
  }

  /** Everybody in the channel hears of a restore, and of a deploy to production that failed. */
  private static String call(Ending ending) {
    boolean production = Tls.of(RootCert.NONE, ending.environment()).production();
    boolean all =
        switch (ending.run().step()) {
          case "restore" -> true;
          case "deploy" -> production && ending.result() != Ending.Result.PASSED;
          default -> false;
        };
    return all ? "<!channel> " : "";
  }

  private static String icon(Ending ending) {
    return switch (ending.result()) {
      case PASSED -> ending.warns() ? ":warning:" : ":white_check_mark:";
      case BLOCKED -> ":no_entry:";
      case FAILED -> ":x:";
    };
  }

  private static String origin(Ending ending) {
    var run = ending.run();
    return Stream.of(
            run.step() + " " + ending.result().word(),
            ending.environment(),
            run.repository(),
            run.actor().isEmpty() ? "" : "started by " + run.actor())
        .filter(part -> !part.isEmpty())
        .map(SlackText::escaped)
        .collect(joining(" · "));
  }

  /** What belongs to the verdict; tables and SQL are for the summary. */
  private static boolean opens(Block block) {
    return block instanceof Block.Text
        || block instanceof Block.Facts
        || block instanceof Block.Bullets;
  }

  private static String words(Block block) {
    return switch (block) {
      case Block.Text(var text) -> escaped(text);
      case Block.Bullets(var items) ->
          items.stream().map(item -> "• " + escaped(item)).collect(joining("\n"));
      case Block.Facts(var facts) ->
          facts.stream()
              .limit(MOST_FACTS)
              .map(fact -> escaped(fact.name()) + ": " + escaped(fact.value()))
              .collect(joining("\n"));
      case Block.Heading _, Block.Table _, Block.Sql _, Block.Command _ -> "";
    };
  }

  private static String links(Ending ending) {
    var links =
        Stream.of(
                ending.run().runUrl().isEmpty() ? "" : "<" + ending.run().runUrl() + "|the run>",
                ending.code().isEmpty()
                    ? ""
                    : "<" + ending.runbook() + "|what `" + ending.code() + "` means>")
            .filter(link -> !link.isEmpty())
            .collect(joining(" · "));
    return links.isEmpty() ? "" : "\n" + links;
  }

  /** So that no text calls a channel, makes a link, or ends one. */
  private static String escaped(String text) {
    return text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
