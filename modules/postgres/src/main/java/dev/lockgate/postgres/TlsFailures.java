package dev.lockgate.postgres;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepFailure;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What can go wrong while a connection is encrypted. */
final class TlsFailures {
  /** Providers whose certificates lead to roots of their own, by the end of the host's name. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          ".rds.amazonaws.com",
          "Amazon RDS signs with roots of its own: download"
              + " https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
          ".supabase.co",
          "Supabase signs with a root of its own: download it in the project's Database Settings"
              + " under SSL Configuration",
          ".supabase.com",
          "Supabase signs with a root of its own: download it in the project's Database Settings"
              + " under SSL Configuration",
          ".ondigitalocean.com",
          "DigitalOcean signs with a root of its own: download the CA certificate in the"
              + " cluster's connection details",
          ".aivencloud.com",
          "Aiven signs with a root of its own: download the CA certificate in the service's"
              + " overview");

  private final DatabaseUrl url;

  TlsFailures(DatabaseUrl url) {
    this.url = url;
  }

  /** What an error means; empty when it has nothing to do with encryption. */
  Optional<StepFailure> of(SQLException error, String state) {
    var words = String.valueOf(error.getMessage());
    // pgjdbc translates its sentences; the name of its verifier stands in each of them
    if (words.contains("HostnameVerifier")) {
      return failed(
          "tls-wrong-host",
          "The certificate of " + url.place() + " was made for another host name.",
          "Put the name that stands in the certificate into the URL. Where that is impossible, such"
              + " as through a tunnel, `?sslmode=verify-ca` together with `ssl-root-cert` checks"
              + " who signed it and leaves out the name.",
          error,
          state);
    }
    if (LineFailures.has(error, CertificateExpiredException.class)) {
      return failed(
          "tls-untrusted",
          "The certificate of " + url.place() + " has expired.",
          "Renew the server's certificate.",
          error,
          state);
    }
    if (LineFailures.has(error, CertPathBuilderException.class)
        || LineFailures.has(error, CertPathValidatorException.class)) {
      return failed(
          "tls-untrusted",
          "The certificate of " + url.place() + " was signed by nobody we trust.",
          provider().orElse("Get the root certificate that signed the server's")
              + ", add the file to the repository and name it by `ssl-root-cert`.",
          error,
          state);
    }
    if (LineFailures.has(error, SSLException.class)) {
      return failed(
          "tls-failed",
          "No encrypted connection to "
              + url.place()
              + " could be agreed on: "
              + LineFailures.text(error),
          "Check the server's TLS settings (`ssl_min_protocol_version`, `ssl_ca_file` when it asks"
              + " for a certificate of the client).",
          error,
          state);
    }
    boolean rejected = "08004".equals(error.getSQLState()) && words.contains("SSL");
    return rejected ? refused(error, state) : Optional.empty();
  }

  private Optional<StepFailure> refused(SQLException error, String state) {
    return failed(
        "tls-refused",
        url.place() + " does not offer encryption, and the connection must not be plain.",
        "Turn on `ssl` on the server. For a server in your own network that has none, say"
            + " `?sslmode=disable` in the URL; an environment marked production refuses that.",
        error,
        state);
  }

  private Optional<String> provider() {
    return PROVIDERS.entrySet().stream()
        .filter(provider -> url.host().endsWith(provider.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<StepFailure> failed(
      String code, String message, String remedy, SQLException error, String state) {
    return Optional.of(new OutsideFailed(code, message, state + " " + remedy, error));
  }
}
