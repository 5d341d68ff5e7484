package dev.lockgate.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.report.Block;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.report.Finding.Level;
import dev.lockgate.core.report.Report;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Ending.Result;
import dev.lockgate.core.step.Run;
import dev.lockgate.testkit.Approved;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderersTest {
  private static final Run RUN =
      new Run(
          "drift",
          "octocat",
          "acme/shop",
          "1f2e3d4c5b6a798877665544332211ffeeddccbb",
          "refs/heads/main",
          "schedule",
          "https://github.com/acme/shop/actions/runs/77",
          "77",
          1);

  @Test
  void a_report_as_a_summary() {
    Approved.file(getClass(), "drift.md").matches(MarkdownSummary.of(drift()));
  }

  @Test
  void a_report_as_plain_text() {
    Approved.file(getClass(), "drift.txt").matches(Terminal.of(drift()) + "\n");
  }

  @Test
  void a_report_as_json() {
    Approved.file(getClass(), "drift.json").matches(JsonReport.of(drift()));
  }

  @Test
  void hostile_text_as_a_summary() {
    Approved.file(getClass(), "hostile.md").matches(MarkdownSummary.of(hostile()));
  }

  @Test
  void hostile_text_as_plain_text() {
    Approved.file(getClass(), "hostile.txt").matches(Terminal.of(hostile()) + "\n");
  }

  @Test
  void a_table_that_does_not_fit_says_how_many_rows_are_left_out() {
    var rows = Collections.nCopies(1_000, List.of("public.orders", "added", "a column"));
    var report = Report.builder().table(List.of("Object", "Change", "What"), rows).build("Blocked");

    var shortened =
        MarkdownSummary.of(new Ending(RUN, "", Result.BLOCKED, "drift-found", report), 20_000);

    assertThat(shortened.length()).isBetween(15_000, 20_000);
    var shown = shortened.lines().filter(line -> line.contains("public.orders")).count();
    assertThat(shortened).contains("*… and " + (1_000 - shown) + " more.*");
  }

  @Test
  void lines_of_plain_text_are_no_longer_than_a_terminal_is_wide() {
    var text = Terminal.of(hostile());

    assertThat(text.lines().filter(line -> !line.startsWith("    ")))
        .allMatch(line -> line.length() <= 100);
  }

  private static Ending drift() {
    var report =
        Report.builder()
            .text("Someone changed the database by hand after version 41 was applied.")
            .fact("Database", "db.internal:5432/shop")
            .fact("PostgreSQL", "17.11")
            .fact("Schema version", "41, applied 2026-01-04 by octocat")
            .fact("Compared", "214 objects")
            .table(
                List.of("Object", "Change", "Detail"),
                List.of(
                    List.of("table public.orders", "column added", "`note text`"),
                    List.of("index public.orders_note_idx", "added", "btree (note) | 1.2 GB")))
            .heading("Undo")
            .sql(
                "Reverts the drift",
                "drop index public.orders_note_idx;\nalter table orders drop note;")
            .sql("Everything", "select 1; -- a long one\n".repeat(20))
            .command("Or keep it", "lockgate drift --capture V42__orders_note.sql")
            .add(
                new Block.Bullets(
                    List.of("`orders` is written 300 times a minute", "no lock is held")))
            .finding(
                new Finding(
                    Level.WARNING,
                    "drift",
                    "V41 created `orders` without `note`",
                    new Finding.Location("db/migration/V41__orders.sql", 7)))
            .finding(Finding.of(Level.ERROR, "drift-found", "2 objects differ"))
            .output("drift-count", "2")
            .build("Blocked: 2 changes in production that no migration made");
    return new Ending(RUN, "production", Result.BLOCKED, "drift-found", report);
  }

  private static Ending hostile() {
    var name = "a|b `tick <script>alert(1)</script> @octocat #1 [x](http://evil) **b**\n# no";
    var report =
        Report.builder()
            .text(name)
            .text("1. not a list")
            .text("- not a list either\n\n\nnor a paragraph")
            .text("| not | a table |\n|---|---|")
            .text("    not code\u202egnirts\u001b[31m &amp; </details> $x$ ~~s~~ GH-1 a@b.c")
            .heading("=== " + name)
            .fact(name, name)
            .table(List.of(name, "plain"), List.of(List.of("`code | pipe`", name)))
            .sql(name, "select '```';\n</details>\n````")
            .command("", "echo '@octocat'")
            .add(new Block.Bullets(List.of(name, "")))
            .finding(new Finding(Level.NOTICE, "n", name, new Finding.Location(name, 1)))
            .build(name);
    return new Ending(RUN, name, Result.PASSED, "", report);
  }
}
