package dev.lockgate.core.gate;

import java.util.Optional;
import java.util.Set;

/**
 * The phrase that a person types before something that cannot be taken back lightly.
 *
 * @param phrase what has to be typed
 * @param given what the step was given
 * @param dispatched what the person who dispatched the run typed into its fields; none when the run
 *     began otherwise. A phrase that stands in the workflow file is nobody's word
 */
public record Confirmation(String phrase, String given, Optional<Set<String>> dispatched) {
  private static final String NAME = "confirmation";

  public Confirmation {
    dispatched = dispatched.map(Set::copyOf);
  }

  /** Open when the phrase was typed. */
  public Gate gate() {
    if (!given.equals(phrase)) {
      return Gate.closed(
          NAME,
          given.isEmpty() ? "nothing was typed" : "`" + given + "` was typed",
          "Set the input `confirm` to " + phrase + ", in capitals.");
    }
    if (dispatched.isPresent() && !dispatched.get().contains(phrase)) {
      return Gate.closed(
          NAME,
          "the workflow says `" + phrase + "`, but whoever dispatched it did not type it",
          "Give the workflow a field, `on: workflow_dispatch: inputs: confirm`, pass it on with"
              + " `confirm: ${{ inputs.confirm }}`, and type "
              + phrase
              + " into it.");
    }
    return Gate.open(
        NAME,
        "`%s` was typed%s"
            .formatted(phrase, dispatched.isPresent() ? " by whoever dispatched the run" : ""));
  }
}
