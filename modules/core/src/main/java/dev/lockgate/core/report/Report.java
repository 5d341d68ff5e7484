package dev.lockgate.core.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step found and did; {@code runner} and {@code clients} render it, nothing else writes
 * Markdown.
 *
 * @param title the verdict in words, such as "Blocked: 2 changes that no migration made"
 * @param blocks the body, in reading order
 * @param findings what becomes an annotation
 * @param outputs values for later steps, by output name of {@code action.yml}; never a secret
 */
public record Report(
    String title, List<Block> blocks, List<Finding> findings, Map<String, String> outputs) {
  public Report {
    blocks = List.copyOf(blocks);
    findings = List.copyOf(findings);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** Starts a report; the title is set at the end, when the verdict is known. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects a report in reading order. */
  public static final class Builder {
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block.Fact> facts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a block. */
    public Builder add(Block block) {
      flushFacts();
      blocks.add(block);
      return this;
    }

    /** Starts a section. */
    public Builder heading(String text) {
      return add(new Block.Heading(text));
    }

    /** Adds a paragraph. */
    public Builder text(String text) {
      return add(new Block.Text(text));
    }

    /** Adds one name and value; neighbours end up in one {@link Block.Facts}. */
    public Builder fact(String name, String value) {
      facts.add(new Block.Fact(name, value));
      return this;
    }

    /** Adds a table. */
    public Builder table(List<String> header, List<List<String>> rows) {
      return add(new Block.Table(header, rows));
    }

    /** Adds SQL under a caption. */
    public Builder sql(String caption, String sql) {
      return add(new Block.Sql(caption, sql));
    }

    /** Adds something to type into a shell. */
    public Builder command(String caption, String command) {
      return add(new Block.Command(caption, command));
    }

    /** Adds a finding. */
    public Builder finding(Finding finding) {
      findings.add(finding);
      return this;
    }

    /** Sets an output of the step. */
    public Builder output(String name, String value) {
      outputs.put(name, value);
      return this;
    }

    /** The finished report under its verdict. */
    public Report build(String title) {
      flushFacts();
      return new Report(title, blocks, findings, outputs);
    }

    private void flushFacts() {
      if (!facts.isEmpty()) {
        blocks.add(new Block.Facts(facts));
        facts.clear();
      }
    }
  }
}
