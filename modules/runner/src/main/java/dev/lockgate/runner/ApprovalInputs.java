package dev.lockgate.runner;

import dev.lockgate.core.database.RootCert;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.gate.ApprovalRule;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The inputs by which a step asks for approvals, in the order of {@code action.yml}: {@code
 * approval-environments}, {@code approvals}, {@code approvals-from}. The input {@code environment},
 * read before with the connection, names the job's own environment.
 */
public final class ApprovalInputs {
  private static final Pattern BETWEEN = Pattern.compile("[,\\n]");

  private ApprovalInputs() {}

  /**
   * Reads them, to be held against the policy; the value is there once {@link Inputs#check} has
   * passed.
   *
   * @param least how many people production asks for, whatever a policy says
   */
  public static Supplier<AskedApprovals> asked(Inputs inputs, int least) {
    var own = inputs.optional("environment", Function.identity(), "").get();
    var names = inputs.optional("approval-environments", ApprovalInputs::names, List.<String>of());
    var approvals = inputs.optional("approvals", Function.identity(), "").get();
    var from = inputs.optional("approvals-from", Parse.oneOf(ApprovalRule.From.class));
    var production = Tls.of(RootCert.NONE, own).production();
    try {
      ApprovalRule.of(approvals, List.of(), ApprovalRule.From.ENVIRONMENTS, own, production, least);
    } catch (IllegalArgumentException e) {
      inputs.problem("approvals", e.getMessage() + ", got `" + approvals + "`");
    }
    return () -> new AskedApprovals(approvals, names.get(), from.get(), own);
  }

  private static List<String> names(String text) {
    return BETWEEN
        .splitAsStream(text)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(Parse::name)
        .toList();
  }
}
