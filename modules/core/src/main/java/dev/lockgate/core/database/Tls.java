package dev.lockgate.core.database;

import dev.lockgate.core.step.Unsafe;

/**
 * Which encryption a step insists on when the URL leaves it open, and whom it trusts.
 *
 * @param extraRoots trusted besides the roots of the system
 * @param production whether the environment is marked production, which refuses plain connections
 */
public record Tls(RootCert extraRoots, boolean production) {
  /** The roots of the system, and an environment that is not production. */
  public static final Tls DEFAULT = new Tls(RootCert.NONE, false);

  /** The rules for an environment by its name: {@code production} and {@code prod} are marked. */
  public static Tls of(RootCert extraRoots, String environment) {
    return new Tls(
        extraRoots,
        environment.equalsIgnoreCase("production") || environment.equalsIgnoreCase("prod"));
  }

  /**
   * The mode for a connection. What the URL says counts; without a word it is {@code verify-full}
   * for a public host and {@code prefer} for a private one ({@code require} in production). As in
   * libpq, {@code require} together with a root certificate verifies that root; {@code verify-ca}
   * without one means {@code verify-full}, since any public authority could vouch for any host.
   *
   * @throws Unsafe {@code tls-required} when production would be reached without encryption
   */
  public TlsMode mode(DatabaseUrl url) {
    if (url.socketFolder().isPresent()) {
      return TlsMode.DISABLE;
    }
    var mode = url.tls().orElseGet(() -> withoutAWord(url));
    if (production && mode.mayBePlain() && !Hosts.isLoopback(url.host())) {
      throw new Unsafe(
          "tls-required",
          "The URL for "
              + url.place()
              + " says `sslmode="
              + mode.word()
              + "`, which allows a connection without encryption; the environment is marked"
              + " production.",
          "Nothing was changed. Remove `sslmode` from the URL, or set `sslmode=verify-full` (at"
              + " least `require`).");
    }
    return switch (mode) {
      case REQUIRE -> hasRoots(url) ? TlsMode.VERIFY_CA : mode;
      case VERIFY_CA -> hasRoots(url) ? mode : TlsMode.VERIFY_FULL;
      case DISABLE, ALLOW, PREFER, VERIFY_FULL -> mode;
    };
  }

  private boolean hasRoots(DatabaseUrl url) {
    var named = url.parameters().getOrDefault("sslrootcert", "system");
    return !extraRoots.pem().isEmpty() || !named.equals("system");
  }

  private TlsMode withoutAWord(DatabaseUrl url) {
    if (Hosts.isPublic(url.host())) {
      return TlsMode.VERIFY_FULL;
    }
    return production && !Hosts.isLoopback(url.host()) ? TlsMode.REQUIRE : TlsMode.PREFER;
  }
}
