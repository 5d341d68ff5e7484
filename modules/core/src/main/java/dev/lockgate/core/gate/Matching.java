package dev.lockgate.core.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives as many places as possible a person of their own, of those who stand for each place. Greedy
 * counting is not enough: who approved two places must be left to the one that has no other.
 */
final class Matching {
  private final Map<String, List<Person>> places;
  private final Map<Long, String> taken = new HashMap<>();

  private Matching(Map<String, List<Person>> places) {
    this.places = places;
  }

  /**
   * The largest assignment; earlier places are kept filled when later ones are tried.
   *
   * @param places who may stand for each place, places in their order
   */
  static Map<String, Person> of(Map<String, List<Person>> places) {
    var matching = new Matching(places);
    places.keySet().forEach(place -> matching.fill(place, new HashSet<>()));
    var found = new HashMap<String, Person>();
    places.forEach(
        (place, people) -> matching.personOf(place, people).ifPresent(p -> found.put(place, p)));
    return Map.copyOf(found);
  }

  /** Finds a person, moving others to another place of theirs when that frees one. */
  private boolean fill(String place, Set<Long> tried) {
    for (var person : places.getOrDefault(place, List.of())) {
      if (tried.add(person.id())) {
        var holder = taken.get(person.id());
        if (holder == null || fill(holder, tried)) {
          taken.put(person.id(), place);
          return true;
        }
      }
    }
    return false;
  }

  private Optional<Person> personOf(String place, List<Person> people) {
    return people.stream().filter(person -> place.equals(taken.get(person.id()))).findFirst();
  }
}
