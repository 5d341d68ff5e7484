package dev.lockgate.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIdTest {
  @Test
  void a_backup_is_named_after_its_database_and_its_time_in_utc() {
    var id = new BackupId("app", Instant.parse("2026-01-31T02:00:00.9Z"), "1f3c9a2b");

    assertThat(id).hasToString("app/20260131_020000-1f3c9a2b");
    assertThat(BackupId.parse(id.toString())).isEqualTo(id);
  }

  @Test
  void two_backups_of_one_second_have_different_names() {
    var now = Instant.parse("2026-01-31T02:00:00Z");

    assertThat(BackupId.fresh("app", now)).isNotEqualTo(BackupId.fresh("app", now));
  }

  @Test
  void the_newest_backup_of_one_second_sorts_last_also_when_its_name_was_written_down() {
    var earlier = BackupId.fresh("app", Instant.parse("2026-01-31T02:00:00.087Z"));
    var later = BackupId.fresh("app", Instant.parse("2026-01-31T02:00:00.512Z"));

    assertThat(BackupId.parse(earlier.toString())).isLessThan(BackupId.parse(later.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".", "..", "a/b", "../../etc", "a b", "%41", "na\nme", "\"q\"", "ü", "名前"})
  void any_database_name_makes_one_harmless_path_segment(String name) {
    var id = new BackupId(name, Instant.EPOCH, "abcd");

    assertThat(id.folder()).matches("[A-Za-z0-9_%-][A-Za-z0-9_%.-]*");
    assertThat(BackupId.parse(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "app",
        "app/20260131_020000",
        "app/20261331_020000-1f3c9a2b",
        "app/20260230_020000-1f3c9a2b",
        "a/b/20260131_020000-1f3c9a2b",
        "../20260131_020000-1f3c9a2b",
        "a b/20260131_020000-1f3c9a2b",
        "%zz/20260131_020000-1f3c9a2b",
        "%41/20260131_020000-1f3c9a2b",
        "app/20260131_020000-../../x"
      })
  void what_is_no_name_is_refused_with_an_example(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackupId.parse(text))
        .withMessage("expected a backup id such as `app/20260131_020000-1f3c9a2b`");
  }
}
