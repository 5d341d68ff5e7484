package dev.lockgate.runner;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The inputs of a step as text; each is read once, into a type, and every bad one is named at once.
 */
public final class Inputs {
  private final Map<String, String> values;

  /**
   * Inputs by the names users see.
   *
   * @param values such as {@code database-url} to its text
   */
  public Inputs(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * An input that must be given.
   *
   * @param parser throws IllegalArgumentException with a message such as "expected days such as
   *     `30d`, got `soon`"
   */
  public <T> Supplier<T> required(String name, Function<String, T> parser) {
    throw new UnsupportedOperationException(name + values + parser);
  }

  /** An input that may be left empty. */
  public <T> Supplier<T> optional(String name, Function<String, T> parser, T fallback) {
    throw new UnsupportedOperationException(name + parser + fallback);
  }

  /**
   * Throws once when any input read so far is bad.
   *
   * @throws dev.lockgate.core.step.BadInputs naming every problem
   */
  public void check() {}
}
