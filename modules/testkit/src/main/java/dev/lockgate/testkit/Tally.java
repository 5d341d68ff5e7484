package dev.lockgate.testkit;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what a sweep saw, and prints it in one line at its end. */
public final class Tally {
  private final String sweep;
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Nothing counted yet. */
  public Tally(String sweep) {
    this.sweep = sweep;
  }

  /** Counts one more of something. */
  public synchronized void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** Prints it where whoever runs the sweep reads it. */
  public synchronized void print() {
    System.out.println(this);
  }

  @Override
  public synchronized String toString() {
    var all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", ", sweep + ": " + all + " in all: ", ""));
  }
}
