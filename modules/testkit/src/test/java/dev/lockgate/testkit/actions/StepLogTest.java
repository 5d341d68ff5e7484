package dev.lockgate.testkit.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepLogTest {
  private final Masker masker = new Masker();
  private final StepLog log = new StepLog(masker);

  @Test
  void an_error_command_becomes_an_annotation_with_its_place() {
    log.line(
        "::error file=/github/workspace/db/V1.sql,line=3,title=a%2Cb%3Ac::first%0Asecond%2525");

    assertThat(log.annotations())
        .containsExactly(
            new Annotation(
                Annotation.Level.ERROR,
                "first\nsecond%25",
                Map.of("file", "db/V1.sql", "line", "3", "title", "a,b:c")));
    assertThat(log.lines()).containsExactly("##[error]first", "second%25");
  }

  @Test
  void the_older_form_counts_anywhere_in_a_line() {
    log.line("NOTICE: ##[warning]from a table's name");

    assertThat(log.annotations())
        .extracting(Annotation::message)
        .containsExactly("from a table's name");
  }

  @Test
  void nothing_is_a_command_between_stop_and_its_token() {
    log.line("::stop-commands::b3e1");
    log.line("::error::not really");
    log.line("::add-mask::shown");
    log.line("::b3e1::");
    log.line("::error::really shown");

    assertThat(log.annotations()).extracting(Annotation::message).containsExactly("really shown");
    assertThat(log.lines()).contains("::error::not really");
  }

  @Test
  void ten_annotations_of_each_level_are_kept() {
    for (int i = 0; i < 12; i++) {
      log.line("::warning::w" + i);
    }
    log.line("::notice::n");

    assertThat(log.annotations()).hasSize(11);
    assertThat(log.lines()).hasSize(13);
  }

  @Test
  void text_that_only_looks_like_a_command_is_text() {
    for (var line : List.of("a ::error::b", "::nonsense::c", "::error", "plain")) {
      log.line(line);
    }

    assertThat(log.annotations()).isEmpty();
    assertThat(log.lines()).hasSize(4);
  }

  @Test
  void a_disabled_command_fails_the_step() {
    log.line("::set-env name=A::b");

    assertThat(log.failed()).isTrue();
  }

  @Test
  void every_line_of_a_secret_with_several_lines_is_masked() {
    log.line("::add-mask::first line%0A  second line");
    log.line("say second line");

    assertThat(log.lines()).containsExactly("say ***");
  }
}
