package dev.lockgate.core.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyBackupRuleTest {
  @Test
  void every_policy_has_a_word() {
    assertThat(SafetyBackupRule.parse("always")).isEqualTo(new SafetyBackupRule.Always());
    assertThat(SafetyBackupRule.parse("destructive")).isEqualTo(new SafetyBackupRule.Destructive());
    assertThat(SafetyBackupRule.parse("provider")).isEqualTo(new SafetyBackupRule.Provider());
    assertThat(SafetyBackupRule.parse("fresh:6h"))
        .isEqualTo(new SafetyBackupRule.Fresh(Duration.ofHours(6)));
    assertThat(SafetyBackupRule.parse("none: empty database"))
        .isEqualTo(new SafetyBackupRule.None("empty database"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "none:", "fresh:", "fresh:soon", "Always"})
  void what_is_no_policy_is_told_with_those_that_are(String text) {
    assertThatThrownBy(() -> SafetyBackupRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`destructive`")
        .hasMessageContaining("`fresh:6h`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table a (i int)",
        "create index concurrently i on a (i)",
        "alter table a add column b int",
        "alter table only app.a add constraint c check (b > 0) not valid",
        "alter table a validate constraint c",
        "insert into a values (1)",
        "comment on table a is 'delete from a'",
      })
  void what_only_adds_needs_no_backup(String sql) {
    assertThat(gate(sql)).isEqualTo("not needed: every pending statement only adds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table a",
        "alter table a drop column b",
        "alter table a add column c int, drop column b",
        "alter table a alter column b type bigint",
        "update a set b = 1",
        "insert into a values (1) on conflict (i) do update set i = 2",
        "create or replace function f() returns int language sql return 1",
        "do $$ begin drop table a; end $$",
        "select rebuild()",
        "truncate a",
      })
  void whatever_may_take_something_away_does(String sql) {
    assertThat(gate(sql)).isEqualTo("will be taken and read back before the first change");
  }

  private static String gate(String sql) {
    var file =
        new MigrationFile(
            MigrationFile.Kind.VERSIONED, "1", "a", "V1__a.sql", "m/V1__a.sql", sql, true);
    var state =
        new MigrationState(
            "public", true, false, "", List.of(), List.of(file), List.of(), List.of(), List.of());
    return new SafetyBackup(
            new SafetyBackupRule.Destructive(),
            Optional.empty(),
            () -> {
              throw new AssertionError();
            },
            Clock.systemUTC())
        .gate(state, "shop", false)
        .evidence();
  }

  @Test
  void what_a_step_can_hold_is_always_backed_up_and_more_only_before_what_destroys() {
    long gib = 1L << 30;
    var small = SafetyBackupRule.bySize(3 * gib, Long.MAX_VALUE);
    var large = SafetyBackupRule.bySize(200 * gib, Long.MAX_VALUE);
    var disk = SafetyBackupRule.bySize(3 * gib, gib);

    assertThat(small.rule()).isEqualTo(new SafetyBackupRule.Always());
    assertThat(small.because()).contains("3.0 GiB are not more than the 50 GiB");
    assertThat(large.rule()).isEqualTo(new SafetyBackupRule.Destructive());
    assertThat(large.because()).contains("200 GiB are more than the 50 GiB");
    assertThat(disk.rule()).isEqualTo(new SafetyBackupRule.Destructive());
    assertThat(disk.because()).contains("more than the 1.0 GiB that a step can hold");
  }
}
