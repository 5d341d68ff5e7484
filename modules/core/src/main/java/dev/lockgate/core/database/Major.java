package dev.lockgate.core.database;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The majors of PostgreSQL that Lockgate works with: the one table of them. */
public enum Major {
  V14(14, 15),
  V15(15, 15),
  V16(16, 17),
  V17(17, 17),
  V18(18, 18);

  private final int number;
  private final int client;

  Major(int number, int client) {
    this.number = number;
    this.client = client;
  }

  /** The number people say, such as 17. */
  public int number() {
    return number;
  }

  /** The smallest shipped client major that is not older than this server. */
  public int client() {
    return client;
  }

  /** The newest of them. */
  public static Major newest() {
    return Arrays.stream(values()).max(Comparator.comparingInt(Major::number)).orElseThrow();
  }

  /**
   * The major of a server.
   *
   * @param serverVersionNum {@code SHOW server_version_num}, such as 170011
   * @return empty when Lockgate does not know that major
   */
  public static Optional<Major> ofServer(int serverVersionNum) {
    return Arrays.stream(values()).filter(m -> m.number == serverVersionNum / 10_000).findFirst();
  }
}
