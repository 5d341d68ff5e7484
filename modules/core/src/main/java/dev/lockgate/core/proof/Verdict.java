package dev.lockgate.core.proof;

import dev.lockgate.core.schema.ObjectId;
import java.util.List;
import java.util.stream.Collectors;

/** What running SQL on a shadow, and reading the catalog afterwards, has shown. */
public sealed interface Verdict {
  /** In words, to stand behind the name of the SQL. */
  String words();

  /** It ran, and nothing that counts differed afterwards. */
  record Proven() implements Verdict {
    @Override
    public String words() {
      return "proven on a shadow";
    }
  }

  /**
   * It does not lead all the way.
   *
   * @param left the objects that still differ
   * @param why each a sentence, such as what the server said; text from outside
   */
  record NeedsAPerson(List<ObjectId> left, List<String> why) implements Verdict {
    public NeedsAPerson {
      left = List.copyOf(left);
      why = List.copyOf(why);
    }

    @Override
    public String words() {
      return left.isEmpty() ? "needs a person" : "needs a person: " + names();
    }

    private String names() {
      var shown = left.stream().limit(5).map(ObjectId::toString).collect(Collectors.joining(", "));
      return left.size() > 5 ? shown + " and " + (left.size() - 5) + " more" : shown;
    }
  }

  /** Nothing could be tried. */
  record Unproven(String why) implements Verdict {
    @Override
    public String words() {
      return "not proven: " + why;
    }
  }
}
