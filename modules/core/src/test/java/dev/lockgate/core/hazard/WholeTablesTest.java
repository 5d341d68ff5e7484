package dev.lockgate.core.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockgate.core.hazard.WholeTables.Change;
import dev.lockgate.core.migration.SqlText;
import org.junit.jupiter.api.Test;

class WholeTablesTest {
  @Test
  void text_that_a_block_executes_is_read_however_long_it_is() {
    var list = "'', ''".repeat(50_000);
    var block =
        "do $$ begin execute 'insert into a values (''%s''); delete from b'; end $$;"
            .formatted(list);

    assertThat(WholeTables.of(SqlText.statements(block).getFirst()))
        .containsExactly(new Change(true, "B"));
  }
}
