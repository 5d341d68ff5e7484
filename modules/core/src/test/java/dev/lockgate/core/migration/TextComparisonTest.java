package dev.lockgate.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextComparisonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create table a (i int); | CREATE  TABLE a(i INT)",
        "select 1; | /* licence */ select 1 -- one",
        "select a.b , c | select a . b,c;",
        "select 'A  b' | SELECT   'A  b';",
        "select $$ x $$ | select\t$$ x $$",
        "select E'\\'x' | select  E'\\'x' ;",
      })
  void comments_white_space_and_the_case_of_words_mean_nothing(String one, String other) {
    assertThat(TextComparison.of(one, other)).isEqualTo(new TextComparison.SameMeaning());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 'A' | select 'a'",
        "select 'a b' | select 'a  b'",
        "select \"A\" | select \"a\"",
        "select $$ x $$ | select $$x$$",
        "select a - -1 | select a -1",
        "create table a (i int) | create table a (i bigint)",
        "select a @-b | select a @ -b",
      })
  void everything_else_does(String one, String other) {
    assertThat(TextComparison.of(one, other)).isInstanceOf(TextComparison.OtherMeaning.class);
  }

  @Test
  void rows_of_a_copy_are_text_that_means_something() {
    assertThat(TextComparison.of("copy a from stdin;\n1\n\\.\n", "copy a from stdin;\n2\n\\.\n"))
        .isInstanceOf(TextComparison.OtherMeaning.class);
  }

  @Test
  void the_statements_that_differ_are_named() {
    var comparison =
        TextComparison.of(
            "create table a (i int); create table b (i int);",
            "-- renamed\ncreate table b (i int); create table a (i bigint);");

    assertThat(comparison)
        .isEqualTo(
            new TextComparison.OtherMeaning(
                java.util.List.of("create table a (i int)"),
                java.util.List.of("create table a (i bigint)")));
  }
}
