package dev.lockgate.runner;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The inputs of a step as text; each is read once, into a type, and every bad one is named at once.
 *
 * <p>A parser takes the text without surrounding white space and throws IllegalArgumentException
 * with what was expected and a good example: "expected days such as `30d`". What was received is
 * added here, unless the input is secret. {@link Parse} holds the common ones.
 */
public final class Inputs {
  private final Function<String, Optional<String>> texts;
  private final Path workspace;
  private final BiConsumer<String, String> hide;
  private final Optional<Set<String>> dispatched;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * Inputs by the names users see, with the current folder as the workspace and nobody to hide
   * secrets from.
   *
   * @param values such as {@code database-url} to its text
   */
  public Inputs(Map<String, String> values) {
    this(values, Path.of(""));
  }

  /**
   * Inputs by the names users see, with nobody to hide secrets from.
   *
   * @param workspace where relative paths start
   */
  public Inputs(Map<String, String> values, Path workspace) {
    this(values, workspace, Optional.empty());
  }

  /**
   * Inputs of a run that a person may have dispatched.
   *
   * @param dispatched what that person typed; none when the run began otherwise
   */
  public Inputs(Map<String, String> values, Path workspace, Optional<Set<String>> dispatched) {
    var copy = Map.copyOf(values);
    this(name -> Optional.ofNullable(copy.get(name)), workspace, (_, _) -> {}, dispatched);
  }

  /**
   * Inputs as a host has them.
   *
   * @param hide told name and text of every secret before anything else sees the text
   */
  Inputs(
      Function<String, Optional<String>> texts, Path workspace, BiConsumer<String, String> hide) {
    this(texts, workspace, hide, Optional.empty());
  }

  /** Inputs as a host has them, in a run that a person may have dispatched. */
  Inputs(
      Function<String, Optional<String>> texts,
      Path workspace,
      BiConsumer<String, String> hide,
      Optional<Set<String>> dispatched) {
    this.texts = texts;
    this.workspace = workspace.toAbsolutePath().normalize();
    this.hide = hide;
    this.dispatched = dispatched;
  }

  /** What the person who dispatched the run typed into its fields; none when it began otherwise. */
  public Optional<Set<String>> dispatched() {
    return dispatched;
  }

  /** An input that must be given. */
  public <T> Supplier<T> required(String name, Function<String, T> parser) {
    return mandatory(name, text(name), parser, false);
  }

  /** An input that may be left empty. */
  public <T> Supplier<T> optional(String name, Function<String, T> parser, T fallback) {
    var read = voluntary(name, text(name), parser, false);
    return () -> read.get().orElse(fallback);
  }

  /** An input that may be left empty and then has no value. */
  public <T> Supplier<Optional<T>> optional(String name, Function<String, T> parser) {
    return voluntary(name, text(name), parser, false);
  }

  /** An input that must be given and that no sink may show. */
  public <T> Supplier<T> secret(String name, Function<String, T> parser) {
    return mandatory(name, hidden(name), parser, true);
  }

  /** An input that may be left empty and that no sink may show. */
  public <T> Supplier<Optional<T>> optionalSecret(String name, Function<String, T> parser) {
    return voluntary(name, hidden(name), parser, true);
  }

  /**
   * A parser of paths inside the workspace; the path need not exist. The value is absolute.
   *
   * <p>Neither {@code ..} nor a symbolic link leads out: the files of a pull request choose no file
   * of the runner.
   */
  public Function<String, Path> path() {
    return text -> WorkspacePath.parse(workspace, text);
  }

  /**
   * The input {@code github-token}, which every step that comments has read before its own inputs;
   * empty when there is none.
   */
  public Secret githubToken() {
    var text = texts.apply("github-token").orElse("").strip();
    if (text.isEmpty()) {
      return Secret.NONE;
    }
    hide.accept("github-token", text);
    return new Secret(text);
  }

  /** Where relative paths start. */
  public Path workspace() {
    return workspace;
  }

  /** The names read so far, in that order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Reports a problem that only several inputs together show.
   *
   * @param message what was expected, with a good example
   */
  public void problem(String name, String message) {
    problems.add(new Problem(name, message));
  }

  /**
   * Throws once when any input read so far is bad.
   *
   * @throws BadInputs naming every problem
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new BadInputs(problems);
    }
  }

  private String text(String name) {
    names.add(name);
    return texts.apply(name).orElse("").strip();
  }

  private String hidden(String name) {
    var text = text(name);
    if (!text.isEmpty()) {
      hide.accept(name, text);
    }
    return text;
  }

  private <T> Supplier<T> mandatory(
      String name, String text, Function<String, T> parser, boolean secret) {
    if (text.isEmpty()) {
      problem(name, "is required and was empty" + expectation(parser));
      return () -> {
        throw new BadInputs(problems);
      };
    }
    var read = voluntary(name, text, parser, secret);
    return () -> read.get().orElseThrow();
  }

  private <T> Supplier<Optional<T>> voluntary(
      String name, String text, Function<String, T> parser, boolean secret) {
    if (text.isEmpty()) {
      return Optional::empty;
    }
    try {
      var value = Optional.of(parser.apply(text));
      return () -> value;
    } catch (IllegalArgumentException e) {
      problem(name, e.getMessage() + received(text, secret));
      return () -> {
        throw new BadInputs(problems);
      };
    }
  }

  /** What a parser says about an empty text is what it expects. */
  private static String expectation(Function<String, ?> parser) {
    try {
      var _ = parser.apply("");
      return "";
    } catch (RuntimeException e) {
      return "; " + e.getMessage();
    }
  }

  private static String received(String text, boolean secret) {
    if (secret) {
      return " (what was received is secret and not shown)";
    }
    if (text.contains("://") && text.contains("@")) {
      return " (what was received may hold a password and is not shown)";
    }
    return ", got `" + (text.length() > 200 ? text.substring(0, 200) + "…" : text) + "`";
  }
}
