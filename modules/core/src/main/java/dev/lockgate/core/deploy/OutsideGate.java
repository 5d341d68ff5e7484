package dev.lockgate.core.deploy;

import dev.lockgate.core.gate.CodedGate;
import dev.lockgate.core.migration.MigrationState;
import java.util.List;
import java.util.Map;

/** Gates whose evidence is not in the database: a plan, approvals, the drills in a store. */
@FunctionalInterface
public interface OutsideGate {
  /**
   * Looks; changes nothing.
   *
   * @param evidence takes what the audit row keeps
   */
  List<CodedGate> look(MigrationState state, Map<String, String> evidence);
}
