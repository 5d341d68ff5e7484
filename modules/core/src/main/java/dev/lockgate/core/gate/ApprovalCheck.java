package dev.lockgate.core.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the question who approved the run.
 *
 * @param code under which the runbook explains the gate when it is closed
 * @param evidence what was seen, by name, for the summary and the audit row
 */
public record ApprovalCheck(Gate gate, String code, Map<String, String> evidence) {
  private static final String NAME = "approvals";

  public ApprovalCheck {
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
  }

  /** The evidence as rows of a table: what, and what was seen. */
  public List<List<String>> rows() {
    return evidence.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList();
  }

  static ApprovalCheck open(String because, Map<String, String> evidence) {
    return new ApprovalCheck(Gate.open(NAME, because), "", evidence);
  }

  static ApprovalCheck closed(Problem problem, Map<String, String> evidence) {
    return closed(List.of(problem), evidence);
  }

  /** Closed for all of these reasons; the first gives the code. */
  static ApprovalCheck closed(List<Problem> problems, Map<String, String> evidence) {
    var found = String.join("; ", problems.stream().map(Problem::found).toList());
    var remedies = String.join(" ", problems.stream().map(Problem::remedy).distinct().toList());
    return new ApprovalCheck(
        Gate.closed(NAME, found, remedies), problems.getFirst().code(), evidence);
  }

  /** One reason why the gate is closed. */
  record Problem(String code, String found, String remedy) {}
}
