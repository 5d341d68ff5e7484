package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.RootCert;
import dev.lockgate.core.database.Tls;
import dev.lockgate.core.database.TlsMode;
import dev.lockgate.core.step.BadInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The root certificates that a verified connection trusts, as one PEM file, since pgjdbc and every
 * libpq read that form: those of the system, of providers with roots of their own (a folder of the
 * image that may be missing), and those that the user named.
 */
public final class TrustedRoots {
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"));
  private static final Path PROVIDERS = Path.of("/opt/lockgate/certs");
  private static final Map<String, Path> FILES = new ConcurrentHashMap<>();

  private TrustedRoots() {}

  /**
   * A file with the roots for a connection; it lives as long as this process.
   *
   * @throws BadInputs {@code root-cert-unreadable} for the URL's {@code sslrootcert}
   */
  public static Path file(Tls tls, DatabaseUrl url) {
    var named = tls.extraRoots().pem() + ofUrl(url);
    // verify-ca does not look at the host's name: only the roots that were named may count
    return FILES.computeIfAbsent(
        tls.mode(url) == TlsMode.VERIFY_CA ? named : named + system() + providers(),
        TrustedRoots::write);
  }

  private static String ofUrl(DatabaseUrl url) {
    var named = url.parameters().get("sslrootcert");
    if (named == null || named.equals("system")) {
      return "";
    }
    try {
      return RootCert.read(named, Path.of("").toAbsolutePath()).pem();
    } catch (IllegalArgumentException e) {
      throw new BadInputs(
          "root-cert-unreadable",
          new BadInputs.Problem("sslrootcert in the URL of the database", e.getMessage() + ""),
          "Nothing was changed. Give the certificate by the input `ssl-root-cert`, as a path in the"
              + " repository or as text.");
    }
  }

  private static String system() {
    return SYSTEM.stream()
        .filter(Files::isReadable)
        .findFirst()
        .map(TrustedRoots::certificates)
        .or(TrustedRoots::ofJava)
        .orElse("");
  }

  private static String providers() {
    if (!Files.isDirectory(PROVIDERS)) {
      return "";
    }
    try (var files = Files.list(PROVIDERS)) {
      return files.sorted().map(TrustedRoots::certificates).collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String certificates(Path file) {
    return RootCert.read(file.toString(), Path.of("/")).pem();
  }

  private static Optional<String> ofJava() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(manager -> pem(((X509TrustManager) manager).getAcceptedIssuers()))
          .findFirst();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java's own trust store cannot be read", e);
    }
  }

  private static String pem(X509Certificate[] certificates) {
    return Arrays.stream(certificates).map(TrustedRoots::pem).collect(Collectors.joining());
  }

  private static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of Java's trust store is damaged", e);
    }
  }

  private static Path write(String pem) {
    try {
      var file = Files.createTempFile("lockgate-roots-", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
