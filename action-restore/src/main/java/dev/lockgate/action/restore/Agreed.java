package dev.lockgate.action.restore;

import dev.lockgate.core.database.Tls;
import dev.lockgate.core.gate.ApprovalRule;
import dev.lockgate.core.gate.Confirmation;
import dev.lockgate.core.policy.EnvironmentPolicy;
import dev.lockgate.core.restore.RestoreOrder;

/**
 * What the inputs and the policy say together: an input may ask for more than the policy, never for
 * less.
 */
record Agreed(RestoreInputs inputs, EnvironmentPolicy policy) {
  /** Whether either of the two marks the environment as production. */
  boolean production() {
    return inputs.connection().tls().production() || policy.production();
  }

  /** Production refuses less than {@code require}, whoever marks it. */
  Tls tls() {
    return new Tls(inputs.connection().tls().extraRoots(), production());
  }

  RestoreOrder order() {
    var order = inputs.order();
    var typed = order.confirmation();
    var phrase = RestoreOrder.phrase(production());
    var confirmation = new Confirmation(phrase, typed.given(), typed.dispatched());
    var approvals = inputs.approvals().with(policy.gates(), production(), ApprovalRule.TWO_PEOPLE);
    return order.under(confirmation, production(), approvals);
  }
}
