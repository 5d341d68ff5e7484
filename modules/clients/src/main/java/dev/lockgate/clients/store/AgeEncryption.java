package dev.lockgate.clients.store;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.lockgate.core.backup.Encryption;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Encryption in the format of the program {@code age}, to X25519 recipients. Each run adds a key of
 * its own, which is never written anywhere: so it can read back and restore what it stored.
 */
public final class AgeEncryption implements Encryption {
  private static final Pattern RECIPIENT = Pattern.compile("age1[0-9a-z]{58}");
  private static final Pattern IDENTITY = Pattern.compile("AGE-SECRET-KEY-1[0-9A-Z]{58}");

  private final List<String> recipients;
  private final List<RecipientStanzaWriter> writers = new ArrayList<>();
  private final List<RecipientStanzaReader> readers = new ArrayList<>();
  private final boolean identified;

  /**
   * Encryption to some, decryption by others.
   *
   * @param recipients as {@link #recipients} reads them; may be empty
   * @param identities as {@link #identities} reads them; may be empty
   */
  public AgeEncryption(List<String> recipients, List<Secret> identities) {
    this.recipients = List.copyOf(recipients);
    this.identified = !identities.isEmpty();
    try {
      var own = new X25519KeyPairGenerator().generateKeyPair();
      readers.add(
          X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(text(own.getPrivate())));
      writers.add(
          X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text(own.getPublic())));
      for (var recipient : recipients) {
        writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
      }
      for (var identity : identities) {
        readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity.reveal()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no X25519", e);
    }
  }

  /** What a step encrypts with: nothing when there is no recipient, and no identity to decrypt. */
  public static Encryption of(List<String> recipients, List<Secret> identities) {
    return recipients.isEmpty() && identities.isEmpty()
        ? new WithoutKey()
        : new AgeEncryption(recipients, identities);
  }

  /**
   * Reads the input {@code encrypt-to}: one recipient a line, comments after {@code #}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static List<String> recipients(String text) {
    var all = lines(text);
    for (var recipient : all) {
      if (!RECIPIENT.matcher(recipient).matches() || !isKey(recipient)) {
        throw new IllegalArgumentException(
            "expected age recipients, one a line, such as the line `age1…` that `age-keygen`"
                + " prints; other kinds (SSH, plugins, passphrases) are not known");
      }
    }
    return all;
  }

  /**
   * Reads the input {@code decrypt-with}: one identity a line, comments after {@code #}, as {@code
   * age-keygen} writes them.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static List<Secret> identities(String text) {
    return lines(text).stream()
        .map(identity -> {
          if (!IDENTITY.matcher(identity).matches() || !isIdentity(identity)) {
            throw new IllegalArgumentException(
                "expected an age identity: the line `AGE-SECRET-KEY-1…` that `age-keygen`"
                    + " writes");
          }
          return new Secret(identity);
        })
        .toList();
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static boolean isKey(String recipient) {
    try {
      X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isIdentity(String identity) {
    try {
      X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity);
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }

  private static String text(Key key) {
    return new String(key.getEncoded(), StandardCharsets.US_ASCII);
  }

  @Override
  public String label() {
    return recipients.isEmpty() ? Encryption.NONE.label() : "age";
  }

  @Override
  public List<String> recipients() {
    return recipients;
  }

  @Override
  public OutputStream encrypt(OutputStream out) throws IOException {
    if (recipients.isEmpty()) {
      return out;
    }
    try {
      var channel =
          new StandardEncryptingChannelFactory()
              .newEncryptingChannel(Channels.newChannel(out), writers);
      return new AgeOutput(channel);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot be encrypted: " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream decrypt(InputStream in) throws IOException {
    try {
      return new AgeInput(
          new StandardDecryptingChannelFactory().newDecryptingChannel(new AgeSource(in), readers));
    } catch (UnsupportedRecipientStanzaException _) {
      throw identified ? doesNotFit() : missing();
    } catch (StepFailure e) {
      throw e; // the store's own
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("the head of the encrypted archive is damaged: " + e.getMessage(), e);
    }
  }

  private static BadInputs doesNotFit() {
    return new BadInputs(
        "identity-does-not-fit",
        new BadInputs.Problem(
            "decrypt-with", "none of the identities given can decrypt this backup"),
        "Nothing was changed. Give the identity of one of the recipients that the backup's manifest"
            + " names.");
  }

  private static BadInputs missing() {
    return new BadInputs(
        "identity-missing",
        new BadInputs.Problem(
            "decrypt-with",
            "the backup is encrypted; expected the age identity of one of its recipients, from a"
                + " secret"),
        "Nothing was changed. Give the identity of one of the recipients that the backup's manifest"
            + " names.");
  }

  /** For a step that has no keys at all. */
  private static final class WithoutKey implements Encryption {
    @Override
    public String label() {
      return NONE.label();
    }

    @Override
    public List<String> recipients() {
      return List.of();
    }

    @Override
    public OutputStream encrypt(OutputStream out) {
      return out;
    }

    @Override
    public InputStream decrypt(InputStream in) {
      throw missing();
    }
  }
}
