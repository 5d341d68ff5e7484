package dev.lockgate.clients.http;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that are reached without a proxy: {@code *} for all, a name for itself and what is
 * below it, an address, any of them with a port. This machine itself is always one.
 */
record NoProxy(List<String> entries) {
  NoProxy {
    entries = List.copyOf(entries);
  }

  static NoProxy parse(String text) {
    return new NoProxy(
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  boolean covers(URI address) {
    var host =
        String.valueOf(address.getHost()).toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return isThisMachine(host)
        || entries.stream().anyMatch(entry -> matches(entry, host, port(address)));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    var withPort = entry.lastIndexOf(':');
    if (entry.contains("]:") || (withPort > 0 && entry.indexOf(':') == withPort)) {
      return entry.substring(withPort + 1).equals(String.valueOf(port))
          && matches(entry.substring(0, withPort), host, port);
    }
    var name = entry.replaceAll("[\\[\\]]", "").replaceFirst("^\\*?\\.", "");
    return host.equals(name) || (!isAddress(host) && host.endsWith("." + name));
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  private static int port(URI address) {
    return address.getPort() >= 0
        ? address.getPort()
        : "http".equals(address.getScheme()) ? 80 : 443;
  }
}
