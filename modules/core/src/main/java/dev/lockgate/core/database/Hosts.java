package dev.lockgate.core.database;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a host's text alone tells about where it is; no name is looked up. */
public final class Hosts {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern PRIVATE_IPV4 =
      Pattern.compile(
          "(10|127|0)\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*"
              + "|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*");
  private static final Pattern PRIVATE_IPV6 = Pattern.compile("::1?|f[cd].*|fe[89ab].*");

  private Hosts() {}

  /** Whether the host is this machine itself: {@code localhost}, {@code 127.0.0.1}, {@code ::1}. */
  public static boolean isLoopback(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || (name.startsWith("127.") && IPV4.matcher(name).matches());
  }

  /**
   * Whether packets to the host may cross networks of others: neither loopback, nor a private
   * address, nor a single-label name such as the name of a service container.
   */
  public static boolean isPublic(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    if (isLoopback(name)) {
      return false;
    }
    if (name.contains(":")) {
      return !PRIVATE_IPV6.matcher(name).matches();
    }
    if (IPV4.matcher(name).matches()) {
      return !PRIVATE_IPV4.matcher(name).matches();
    }
    return name.contains(".");
  }
}
