package dev.lockgate.core.proof;

import java.util.List;

/**
 * SQL that was written, and what is known of it.
 *
 * @param script the whole text; empty when there is nothing to do or nothing could be written
 * @param statements how many
 * @param losing statements that lose data, each in a line
 * @param verdict what trying it has shown
 */
public record Written(String script, int statements, List<String> losing, Verdict verdict) {
  public Written {
    losing = List.copyOf(losing);
  }
}
