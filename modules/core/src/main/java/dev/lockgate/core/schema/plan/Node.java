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
  private static final Comparator<Node> ORDER =
      Comparator.comparing((Node node) -> node.part().is(Kind.DEFAULT_PRIVILEGE))
          .thenComparing(Node::step)
          .thenComparing(Node::rank)
          .thenComparing(Node::part);

  /** Drops begin with what is listed last: it hangs on what is listed first. */
  private int rank() {
    int kind = part.object().kind().ordinal();
    return step == Step.DROP ? -kind : kind;
  }

  @Override
  public int compareTo(Node other) {
    return ORDER.compare(this, other);
  }
}
