package dev.lockgate.core.deploy;

import java.net.URI;

/** Asks an application whether it lives. */
public interface HealthProbe {
  /**
   * Asks one address.
   *
   * @return what was wrong, in a sentence that does not repeat the address; empty when it answered
   *     well
   */
  String ask(URI address);
}
