package dev.lockgate.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test's own, made by the JDK's keytool. */
final class Authority {
  private static final String PASSWORD = "changeit";

  private final Path store;

  Authority(Path folder) throws IOException, InterruptedException {
    this.store = folder.resolve("authority.p12");
    keytool("-alias", "root", "-dname", "CN=Lockgate test root", "-ext", "bc:c");
  }

  /** The root certificate, PEM. */
  String root() throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", keys().getCertificate("root").getEncoded());
  }

  /** Signs a certificate for a host name and writes it and its key for a server to read. */
  void sign(String host, Path certificate, Path key)
      throws IOException, InterruptedException, GeneralSecurityException {
    keytool("-alias", host, "-signer", "root", "-dname", "CN=" + host, "-ext", "SAN=dns:" + host);
    var keys = keys();
    var secret = keys.getKey(host, PASSWORD.toCharArray());
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate(host).getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private void keytool(String... words) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-validity",
                "2"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
