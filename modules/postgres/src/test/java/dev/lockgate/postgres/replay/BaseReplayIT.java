package dev.lockgate.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.diff.Diff;
import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.report.Finding;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.core.step.Log;
import dev.lockgate.core.step.Outcome;
import dev.lockgate.core.step.Outcome.Blocked;
import dev.lockgate.core.step.Outcome.Passed;
import dev.lockgate.postgres.migrations.DownScripts;
import dev.lockgate.postgres.migrations.MigrationFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseReplayIT {
  /** Git's hash of {@code create table orders (id int, note text);} */
  private static final String ORDERS_HASH = "e4ca6b45bf08f5c9c10ee541d0f1d0689308c1a0";

  private static final String ORDERS = "create table orders (id int, note text);";

  @TempDir private Path workspace;
  @TempDir private Path scratch;

  private final Map<String, String> base = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  @Test
  void without_a_database_the_base_branch_is_replayed_and_the_report_says_how_well_it_is_known()
      throws IOException {
    file("V1__orders.sql", ORDERS);
    base.put("db/migration/V1__orders.sql", ORDERS);
    file("V2__note.sql", "alter table orders drop column note;");

    var outcome = diff();

    assertThat(outcome).isInstanceOf(Blocked.class);
    assertThat(outcome.report().title())
        .isEqualTo(
            "Blocked: 1 migration pending, with 1 hazard that nobody accepted (drops-column)");
    assertThat(outcome.report().outputs())
        .containsEntry("target", "replay")
        .containsEntry("pending-count", "1");
    assertThat(outcome.report().blocks().toString()).contains("replayed: what the base branch");
    assertThat(asked).as("files that are the same on both sides").isEmpty();
  }

  @Test
  void a_file_that_the_pull_request_changes_is_replayed_as_the_base_has_it() throws IOException {
    file("V1__orders.sql", "create table orders (id bigint);");
    base.put("db/migration/V1__orders.sql", ORDERS);
    file("V2__more.sql", "alter table orders add column more text;");

    var outcome = diff();

    assertThat(outcome).isInstanceOf(Passed.class);
    assertThat(asked).containsExactly("db/migration/V1__orders.sql");
    assertThat(outcome.report().findings())
        .extracting(Finding::code)
        .contains("history-file-changed");
  }

  private void file(String name, String sql) throws IOException {
    Files.createDirectories(workspace.resolve("db/migration"));
    Files.writeString(workspace.resolve("db/migration/" + name), sql);
  }

  private Outcome diff() {
    var folder = MigrationFolder.open(workspace, "");
    try (var replay =
        new BaseReplay(folder, DownScripts.NONE, files(), scratch, new Cancellation())) {
      return new Diff(replay, replay, Diff.Rules.DEFAULT, (_, _, _) -> "plan.json", Log.SILENT)
          .show();
    }
  }

  private BaseFiles files() {
    return new BaseFiles() {
      @Override
      public Optional<String> read(String path) {
        asked.add(path);
        return Optional.ofNullable(base.get(path));
      }

      @Override
      public Map<String, String> list(String folder) {
        var hashes = new HashMap<String, String>();
        base.forEach(
            (path, text) -> hashes.put(path, text.equals(ORDERS) ? ORDERS_HASH : "unknown"));
        return hashes;
      }
    };
  }
}
