package dev.lockgate.clients.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.core.step.OutsideFailed;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;

/**
 * A proxy as a variable names it: {@code http://user:password@host:port}, of which all but the host
 * may be missing.
 *
 * @param credentials the value of the header that says who we are; empty without a user
 */
record ProxyServer(Proxy proxy, Optional<String> credentials) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>[a-z0-9]+)://)?(?:(?<user>[^:/]*)(?::(?<password>.*))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^:/@\\s]+)(?::(?<port>\\d{1,5}))?/?");

  static ProxyServer parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw notUnderstood();
    }
    var scheme = Optional.ofNullable(form.group("scheme")).orElse("http");
    var type =
        switch (scheme) {
          case "http" -> Proxy.Type.HTTP;
          case "socks", "socks5", "socks5h" -> Proxy.Type.SOCKS;
          default -> throw notUnderstood();
        };
    var port = Optional.ofNullable(form.group("port")).map(Integer::parseInt);
    var address =
        InetSocketAddress.createUnresolved(
            form.group("host").replaceAll("[\\[\\]]", ""),
            port.orElse(type == Proxy.Type.HTTP ? 80 : 1080));
    var credentials =
        Optional.ofNullable(form.group("user"))
            .map(user ->
                Credentials.basic(
                    decoded(user),
                    decoded(Optional.ofNullable(form.group("password")).orElse("")),
                    UTF_8));
    return new ProxyServer(new Proxy(type, address), credentials);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private static OutsideFailed notUnderstood() {
    return new OutsideFailed(
        "proxy-not-understood",
        "The proxy that `HTTPS_PROXY` or `HTTP_PROXY` names cannot be used: expected"
            + " `http://host:port` or `http://user:password@host:port` (what was received may hold"
            + " a password and is not shown).",
        "Nothing was changed. Correct the variable on the runner.");
  }
}
