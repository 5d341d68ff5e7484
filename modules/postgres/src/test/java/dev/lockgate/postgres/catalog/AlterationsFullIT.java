package dev.lockgate.postgres.catalog;

import dev.lockgate.core.database.Major;
import dev.lockgate.testkit.EachMajor;

/** What {@link CatalogReaderIT} sees on one major, on each. */
class AlterationsFullIT {
  @EachMajor
  void each_change_is_seen_on_exactly_the_object_that_changed(Major major) throws Exception {
    Alterations.assertEachIsSeen(major);
  }
}
