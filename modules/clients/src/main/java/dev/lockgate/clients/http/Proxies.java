package dev.lockgate.clients.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Which proxy an address is reached through, as the variables that a runner injects say. */
final class Proxies extends ProxySelector implements Authenticator {
  private static final String AUTHORIZATION = "Proxy-Authorization";

  private final Map<String, Optional<ProxyServer>> byScheme;
  private final NoProxy direct;

  private Proxies(Map<String, Optional<ProxyServer>> byScheme, NoProxy direct) {
    this.byScheme = byScheme;
    this.direct = direct;
  }

  static Proxies of(Map<String, String> environment) {
    return new Proxies(
        Map.of(
            "https", variable(environment, "https_proxy").map(ProxyServer::parse),
            "http", variable(environment, "http_proxy").map(ProxyServer::parse)),
        NoProxy.parse(variable(environment, "no_proxy").orElse("")));
  }

  @Override
  public List<Proxy> select(@Nullable URI address) {
    return List.of(
        address == null
            ? Proxy.NO_PROXY
            : server(address).map(ProxyServer::proxy).orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(
      @Nullable URI address, @Nullable SocketAddress proxy, @Nullable IOException failure) {
    // the call itself fails and says so
  }

  /** Answers a proxy that asks who we are, once. */
  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response) {
    var request = response.request();
    if (request.header(AUTHORIZATION) != null) {
      return null;
    }
    return server(request.url().uri())
        .flatMap(ProxyServer::credentials)
        .map(credentials -> request.newBuilder().header(AUTHORIZATION, credentials).build())
        .orElse(null);
  }

  private Optional<ProxyServer> server(URI address) {
    return direct.covers(address)
        ? Optional.empty()
        : byScheme.getOrDefault(String.valueOf(address.getScheme()), Optional.empty());
  }

  /** Small letters first, as the runner itself reads them. */
  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
