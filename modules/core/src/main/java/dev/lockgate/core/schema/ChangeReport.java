package dev.lockgate.core.schema;

import dev.lockgate.core.report.Report;
import dev.lockgate.core.schema.Difference.Added;
import dev.lockgate.core.schema.Difference.Attribute;
import dev.lockgate.core.schema.Difference.Changed;
import dev.lockgate.core.schema.Difference.Removed;
import dev.lockgate.core.schema.ObjectChange.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes to people: one section for each object, with what it was and what it is.
 *
 * @param before what the first side is called, such as {@code before}
 * @param after what the second side is called
 * @param created what is said of an object that only the second side has
 * @param changed what is said of an object that both have
 * @param dropped what is said of an object that only the first side has
 */
public record ChangeReport(
    String before, String after, Words created, Words changed, Words dropped) {
  /** Before and after some migrations. */
  public static final ChangeReport MIGRATION =
      new ChangeReport(
          "before",
          "after",
          new Words("is created", "are created"),
          new Words("changes", "change"),
          new Words("is dropped", "are dropped"));

  /** What migrations lead to, and what a database holds. */
  public static final ChangeReport DRIFT =
      new ChangeReport(
          "by the migrations",
          "in the database",
          new Words("is only in the database", "are only in the database"),
          new Words("differs", "differ"),
          new Words("is missing in the database", "are missing in the database"));

  /** The same words about one object and about many. */
  public record Words(String one, String many) {}

  /** Adds one section for each object. */
  public void addTo(Report.Builder report, List<ObjectChange> changes) {
    for (var change : changes) {
      report.heading(change.id() + " " + words(change.change()).one());
      var section = new Section();
      change.differences().forEach(difference -> section.add(change, difference));
      if (!section.rows.isEmpty()) {
        report.table(List.of("", before, after), section.rows);
      }
      section.texts.forEach(text -> report.sql(text.caption(), text.text()));
    }
  }

  /** How many objects of which kind, such as {@code 2 tables change, 1 view is created}. */
  public String sentence(List<ObjectChange> changes) {
    var counts = new TreeMap<Group, Long>();
    changes.forEach(change -> counts.merge(Group.of(change), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(entry -> phrase(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String phrase(Group group, long number) {
    var words = words(group.change());
    return group.kind().count(number) + " " + (number == 1 ? words.one() : words.many());
  }

  private Words words(Change change) {
    return switch (change) {
      case CREATED -> created;
      case CHANGED -> changed;
      case DROPPED -> dropped;
    };
  }

  private record Text(String caption, String text) {}

  private record Group(Kind kind, Change change) implements Comparable<Group> {
    static Group of(ObjectChange change) {
      return new Group(change.id().kind(), change.change());
    }

    @Override
    public int compareTo(Group other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : change.compareTo(other.change);
    }
  }

  /** Short values go into a table; texts of several lines stand below it. */
  private final class Section {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();

    void add(ObjectChange change, Difference difference) {
      switch (difference) {
        case Added(var fact) when isSelfEvident(change, fact) -> {}
        case Removed(var fact) when isSelfEvident(change, fact) -> {}
        case Added(var fact) -> rows.add(List.of(fact.id().toString(), "", whole(fact, after)));
        case Removed(var fact) -> rows.add(List.of(fact.id().toString(), whole(fact, before), ""));
        case Changed(_, var fact, var attributes) ->
            attributes.forEach(attribute -> add(fact, attribute));
      }
    }

    private String whole(Fact fact, String side) {
      var told = new ArrayList<String>();
      for (var entry : fact.attributes().entrySet()) {
        if (isText(entry.getValue())) {
          texts.add(new Text(fact.id() + ", " + entry.getKey() + ", " + side, entry.getValue()));
        } else if (!Noted.attribute(fact.id().kind(), entry.getKey())) {
          told.add(entry.getKey() + " " + Shown.value(entry.getValue()));
        }
      }
      return told.isEmpty() ? "exists" : String.join("; ", told);
    }

    private void add(Fact fact, Attribute attribute) {
      var name = fact.id() + ", " + attribute.name();
      if (isText(attribute.before()) || isText(attribute.after())) {
        texts.add(new Text(name + ", " + before, Shown.before(attribute)));
        texts.add(new Text(name + ", " + after, Shown.after(attribute)));
      } else {
        rows.add(List.of(name, Shown.before(attribute), Shown.after(attribute)));
      }
    }

    /** That the owner of a new object holds its privileges goes without saying. */
    private static boolean isSelfEvident(ObjectChange change, Fact fact) {
      return change.change() != Change.CHANGED
          && fact.id().kind() == Kind.GRANT
          && fact.id().identity().endsWith(" to its owner");
    }

    private static boolean isText(@Nullable String value) {
      return value != null && value.contains("\n");
    }
  }
}
