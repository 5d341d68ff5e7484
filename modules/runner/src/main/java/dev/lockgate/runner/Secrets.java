package dev.lockgate.runner;

import java.util.HashSet;
import java.util.Set;

/** Hides the secrets of a step: from the host's log first, then from everything we write. */
final class Secrets {
  private final Host host;
  private final Redactor redactor;
  private final Set<String> known = new HashSet<>();

  Secrets(Host host, Redactor redactor) {
    this.host = host;
    this.redactor = redactor;
  }

  /**
   * Hides the text of an input, and what in it is secret by itself.
   *
   * @param name of the input, for the note about a weak secret
   */
  synchronized void hide(String name, String text) {
    if (!known.add(text)) {
      return;
    }
    var secret = SecretText.of(text);
    for (var part : secret.parts()) {
      redactor.learn(part);
      // a mask of several lines also masks each of them, however short
      part.lines().filter(SecretText::isStrong).forEach(host::mask);
    }
    if (secret.weak()) {
      host.print(
          "%s: a password in it is too short or too common to be hidden wherever it turns up, since"
                  .formatted(name)
              + " that would hide innocent words; it is hidden inside the address only. A longer"
              + " one is hidden everywhere.");
    }
  }
}
