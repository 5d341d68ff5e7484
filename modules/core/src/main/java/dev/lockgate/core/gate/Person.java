package dev.lockgate.core.gate;

/**
 * An account of GitHub.
 *
 * @param id never given to another account, unlike the login
 * @param human whether a person signs in with it, and not a bot or an organization
 */
public record Person(long id, String login, boolean human) {
  @Override
  public String toString() {
    return login + " (id " + id + ")";
  }
}
