package dev.lockgate.core.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Root certificates that are trusted besides those of the system.
 *
 * @param pem the certificates alone, PEM, one after the other; may be empty
 */
public record RootCert(String pem) {
  /** No further roots. */
  public static final RootCert NONE = new RootCert("");

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

  /**
   * Reads the input {@code ssl-root-cert}: the certificates themselves, or the path of their file.
   *
   * @param folder where a relative path starts
   * @throws IllegalArgumentException when there is no such file, or no certificate in it
   */
  public static RootCert read(String text, Path folder) {
    if (text.isBlank()) {
      return NONE;
    }
    if (text.contains("-----BEGIN ")) {
      return ofPem(text, "the text given");
    }
    try {
      var file = folder.resolve(text.strip());
      return ofPem(Files.readString(file), "`" + text.strip() + "`");
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "expected the path of a PEM file such as `certs/root.pem`, or its text beginning with"
              + " `-----BEGIN CERTIFICATE-----`; cannot read a file at `"
              + text.strip()
              + "`",
          e);
    }
  }

  private static RootCert ofPem(String text, String source) {
    var found =
        CERTIFICATE
            .matcher(text)
            .results()
            .map(match -> match.group() + "\n")
            .collect(Collectors.joining());
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "expected PEM certificates (`-----BEGIN CERTIFICATE-----` …); there is none in "
              + source);
    }
    return new RootCert(found);
  }
}
