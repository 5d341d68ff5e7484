package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import dev.lockgate.core.backup.Encryption;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.StepFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeEncryptionTest {
  private static final Key ADA = Key.fresh();
  private static final Key BOB = Key.fresh();

  @TempDir Path folder;

  /** A recipient with its identity. */
  private record Key(String recipient, String identity) {
    static Key fresh() {
      try {
        var pair = new X25519KeyPairGenerator().generateKeyPair();
        return new Key(
            new String(pair.getPublic().getEncoded(), StandardCharsets.US_ASCII),
            new String(pair.getPrivate().getEncoded(), StandardCharsets.US_ASCII));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003})
  void every_recipient_decrypts_what_was_encrypted(int length) throws IOException {
    var plain = bytes(length);
    var stored =
        encrypt(plain, new AgeEncryption(List.of(ADA.recipient(), BOB.recipient()), List.of()));

    for (var key : List.of(ADA, BOB)) {
      assertThat(decrypt(stored, AgeEncryption.of(List.of(), List.of(new Secret(key.identity())))))
          .isEqualTo(plain);
    }
  }

  @Test
  void the_run_itself_decrypts_what_it_encrypted_and_no_other_run_does() throws IOException {
    var run = AgeEncryption.of(List.of(ADA.recipient()), List.of());
    var stored = encrypt(bytes(100_000), run);

    assertThat(decrypt(stored, run)).isEqualTo(bytes(100_000));
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> decrypt(stored, AgeEncryption.of(List.of(ADA.recipient()), List.of())))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("identity-missing"));
  }

  @Test
  void an_identity_that_does_not_fit_is_told_without_showing_it() throws IOException {
    var stored = encrypt(bytes(10), AgeEncryption.of(List.of(ADA.recipient()), List.of()));
    var bob = AgeEncryption.of(List.of(), List.of(new Secret(BOB.identity())));

    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> decrypt(stored, bob))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("identity-does-not-fit");
          assertThat(failure.toString() + failure.remedy()).doesNotContain(BOB.identity());
        });
  }

  @Test
  void without_keys_nothing_is_encrypted_and_nothing_encrypted_is_read() throws IOException {
    var none = AgeEncryption.of(List.of(), List.of());

    assertThat(none.label()).isEqualTo("none");
    assertThat(encrypt(bytes(10), none)).isEqualTo(bytes(10));
    assertThatExceptionOfType(BadInputs.class)
        .isThrownBy(() -> none.decrypt(new ByteArrayInputStream(new byte[0])))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo("identity-missing"));
  }

  @Test
  void a_flipped_bit_or_a_cut_is_noticed_wherever_it_is() throws IOException {
    var run = AgeEncryption.of(List.of(ADA.recipient()), List.of());
    var stored = encrypt(bytes(140_000), run);
    var random = new Random(11);
    for (int i = 0; i < 200; i++) {
      var at = i < 100 ? random.nextInt(400) : random.nextInt(stored.length);
      var changed = stored.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));

      assertThat(catchThrowable(() -> decrypt(changed, run)))
          .as("bit in byte %d", at)
          .isInstanceOfAny(IOException.class, StepFailure.class);
    }
    for (int length : new int[] {0, 1, 100, 300, 70_000, stored.length - 1}) {
      var cut = java.util.Arrays.copyOf(stored, length);
      assertThat(catchThrowable(() -> decrypt(cut, run)))
          .as("cut at %d", length)
          .isInstanceOfAny(IOException.class, StepFailure.class);
    }
  }

  @Test
  void the_program_age_decrypts_what_we_encrypt_and_we_what_it_encrypts() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/age")), "Debian's package age");
    var identity = Files.writeString(folder.resolve("identity"), ADA.identity() + "\n");
    var ours = folder.resolve("ours.age");
    Files.write(
        ours, encrypt(bytes(200_000), AgeEncryption.of(List.of(ADA.recipient()), List.of())));
    var plain = Files.write(folder.resolve("plain"), bytes(200_000));
    var theirs = folder.resolve("theirs.age");

    run(
        "age",
        "--decrypt",
        "-i",
        identity.toString(),
        "-o",
        folder.resolve("back").toString(),
        ours.toString());
    run("age", "-r", ADA.recipient(), "-o", theirs.toString(), plain.toString());

    assertThat(folder.resolve("back")).hasSameBinaryContentAs(plain);
    var withIdentity = AgeEncryption.of(List.of(), List.of(new Secret(ADA.identity())));
    assertThat(decrypt(Files.readAllBytes(theirs), withIdentity)).isEqualTo(bytes(200_000));
  }

  @Test
  void recipients_and_identities_are_read_with_their_comments() {
    assertThat(
            AgeEncryption.recipients(
                "# ada\n" + ADA.recipient() + "\n\n" + BOB.recipient() + " # bob"))
        .containsExactly(ADA.recipient(), BOB.recipient());
    assertThat(AgeEncryption.identities("# created: now\n" + ADA.identity()))
        .containsExactly(new Secret(ADA.identity()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "age1",
        "ssh-ed25519 AAAA",
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
      })
  void what_is_no_recipient_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgeEncryption.recipients(text))
        .withMessageContaining("`age1…`");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgeEncryption.identities(text))
        .withMessageContaining("`AGE-SECRET-KEY-1…`");
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] encrypt(byte[] plain, Encryption encryption) throws IOException {
    var stored = new ByteArrayOutputStream();
    try (var out = encryption.encrypt(stored)) {
      out.write(plain);
    }
    return stored.toByteArray();
  }

  private static byte[] decrypt(byte[] stored, Encryption encryption) throws IOException {
    try (var in = encryption.decrypt(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
