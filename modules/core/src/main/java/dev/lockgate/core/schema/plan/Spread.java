package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what must be rebuilt because something it depends on goes, is rebuilt or is altered. */
final class Spread {
  /** An altered part and one that is dropped before it and made anew after it. */
  record GivesWay(PartId altered, PartId rebuilt) {}

  /** What is altered only in what does not decide what it needs, such as a name or a state. */
  private static final Set<Kind> LETS_NOTHING_GO =
      EnumSet.of(
          Kind.CONSTRAINT,
          Kind.INDEX,
          Kind.TRIGGER,
          Kind.RULE,
          Kind.STATISTICS,
          Kind.MATERIALIZED_VIEW);

  private final Context context;
  private final Map<PartId, State> states;
  private final Map<PartId, Change.Alter> alterations;
  private final Deque<PartId> ended = new ArrayDeque<>();
  private final Set<PartId> disturbances = new HashSet<>();
  private final List<GivesWay> pairs = new ArrayList<>();

  Spread(Context context, Map<PartId, Change.Alter> alterations) {
    this.context = context;
    this.states = context.states();
    this.alterations = alterations;
  }

  /** Completes the states, and tells who gives way to whom. */
  List<GivesWay> run() {
    states.forEach((id, state) -> {
      if (state.ends()) {
        ended.add(id);
      }
    });
    for (var altered : List.copyOf(alterations.keySet())) {
      disturb(altered);
    }
    while (!ended.isEmpty()) {
      var gone = ended.remove();
      context.before().needs().to(gone).forEach(dependant -> follow(gone, dependant));
    }
    pairs.removeIf(pair -> context.state(pair.altered()) != State.ALTERED);
    return pairs;
  }

  private void disturb(PartId altered) {
    if (context.state(altered) != State.ALTERED || !disturbances.add(altered)) {
      return;
    }
    var alteration = Objects.requireNonNull(alterations.get(altered));
    for (var disturbed : alteration.disturbed()) {
      for (var dependant : List.copyOf(context.before().needs().to(disturbed))) {
        var part = Objects.requireNonNull(context.before().part(dependant));
        if (!dependant.equals(altered) && alteration.gives().test(part)) {
          pairs.add(new GivesWay(altered, dependant));
          rebuild(dependant);
        }
      }
    }
  }

  private void follow(PartId gone, PartId dependant) {
    switch (context.state(dependant)) {
      case SAME -> {
        if (context.begins(gone) || !holdsRows(dependant)) {
          rebuild(dependant);
        }
      }
      case ALTERED -> {
        if (LETS_NOTHING_GO.stream().anyMatch(dependant::is)
            || whole(gone).stream()
                .anyMatch(whole -> context.begins(whole) && needsAnyOf(dependant, whole))) {
          rebuild(dependant);
        }
      }
      case CREATED, DROPPED, REBUILT -> {}
    }
  }

  /** A column of a view goes and comes with the view, which others need by its columns. */
  private Set<PartId> whole(PartId id) {
    var fact = context.before().facts().get(id.object());
    var parent = fact == null ? null : fact.parent();
    return id.is(Kind.COLUMN) && parent != null && !Pieces.isTable(parent.kind())
        ? Set.of(id, PartId.itself(parent))
        : Set.of(id);
  }

  private boolean needsAnyOf(PartId dependant, PartId whole) {
    return context.after().needs().of(dependant).stream()
        .anyMatch(need -> need.equals(whole) || whole.equals(around(need)));
  }

  private @Nullable PartId around(PartId id) {
    var fact = context.after().facts().get(id.object());
    return fact == null || fact.parent() == null ? null : PartId.itself(fact.parent());
  }

  /** What is the same on both sides does not lose its rows for something that is gone for good. */
  private static boolean holdsRows(PartId id) {
    return id.is(Kind.TABLE) || id.is(Kind.COLUMN);
  }

  private void rebuild(PartId id) {
    var state = context.state(id);
    if (context.after().has(id) && (state == State.SAME || state == State.ALTERED)) {
      states.put(id, State.REBUILT);
      ended.add(id);
    }
  }
}
