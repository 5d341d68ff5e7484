package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.Comparator;

/** One step of a plan: what is done to one part. */
record Node(PartId part, Step step) implements Comparable<Node> {
  /** In the order in which they stand where nothing else decides. */
  enum Step {
    DROP,
    ALTER,
    CREATE
  }

  /** Default privileges come last: they change what a new object gets. */
  private static final Comparator<Node> BY_STEP =
      Comparator.comparing((Node node) -> node.part().is(Kind.DEFAULT_PRIVILEGE))
          .thenComparing(Node::step);

  /** Drops begin with the kind that is listed last: it hangs on those listed first. */
  @Override
  public int compareTo(Node other) {
    int byStep = BY_STEP.compare(this, other);
    if (byStep != 0) {
      return byStep;
    }
    int byKind = part.object().kind().compareTo(other.part.object().kind());
    if (byKind != 0) {
      return step == Step.DROP ? -byKind : byKind;
    }
    return part.compareTo(other.part);
  }
}
