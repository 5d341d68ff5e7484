package dev.lockgate.clients.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockgate.core.backup.BackupId;
import dev.lockgate.core.backup.ProofLevel;
import dev.lockgate.core.step.Unsafe;
import dev.lockgate.testkit.Manifests;
import dev.lockgate.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ManifestJsonTest {
  private static final BackupId ID = BackupId.parse("app/20260131_020000-1f3c9a2b");
  private static final String TEXT = ManifestJson.write(Manifests.of(ID));

  @Test
  void a_manifest_is_read_as_it_was_written() {
    assertThat(ManifestJson.read(TEXT)).isEqualTo(Manifests.of(ID));
  }

  @Test
  void a_manifest_keeps_to_the_published_schema() throws IOException {
    assertThat(schema().problems(new JsonMapper().readTree(TEXT))).isEmpty();
  }

  @Test
  void the_schema_would_notice_what_does_not_keep_to_it() throws IOException {
    var more = TEXT.replace("\"format\" : 1", "\"format\" : 2, \"more\" : true");
    var less = TEXT.replace("\"largeObjects\" : 2,", "").replace("\"parsed\"", "\"tested\"");

    assertThat(schema().problems(new JsonMapper().readTree(more)))
        .containsExactlyInAnyOrder("$.format is not 1", "$.more is not described");
    assertThat(schema().problems(new JsonMapper().readTree(less)))
        .containsExactlyInAnyOrder(
            "$.contents.largeObjects is missing", "$.level is none of the words");
  }

  @Test
  void every_flipped_bit_of_a_stored_manifest_is_found() {
    var bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var flipped = flipped(bytes, bit);
      assertThatExceptionOfType(Unsafe.class)
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isThrownBy(() -> ManifestText.read(ID, flipped))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo("manifest-damaged"));
    }
  }

  @Test
  void a_stored_proof_with_any_flipped_bit_counts_for_nothing() {
    var bytes = ManifestText.write(Manifests.proof(ID, ProofLevel.VERIFIED));
    assertThat(ManifestText.proof(ID, bytes)).isPresent();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      assertThat(ManifestText.proof(ID, flipped(bytes, bit)))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isEmpty();
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    var flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  @Test
  void a_cut_or_a_longer_text_is_noticed() {
    for (int length = 0; length < TEXT.length(); length += 7) {
      var cut = TEXT.substring(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> ManifestJson.read(cut));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ManifestJson.read(TEXT + " "));
    assertThatIllegalArgumentException().isThrownBy(() -> ManifestJson.read(" " + TEXT));
  }

  @Test
  void a_proof_is_read_as_it_was_written_and_keeps_to_the_published_schema() throws IOException {
    var proof = Manifests.proof(ID, ProofLevel.VERIFIED);
    var text = ManifestJson.write(proof);

    assertThat(ManifestJson.readProof(text)).isEqualTo(proof);
    assertThat(schema("proof").problems(new JsonMapper().readTree(text))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManifestJson.readProof(text.replace("61000", "60000")));
  }

  @Test
  void a_proof_is_no_manifest_and_a_manifest_no_proof() {
    var proof = ManifestJson.write(Manifests.proof(ID, ProofLevel.VERIFIED));

    assertThatIllegalArgumentException().isThrownBy(() -> ManifestJson.read(proof));
    assertThatIllegalArgumentException().isThrownBy(() -> ManifestJson.readProof(TEXT));
  }

  private static Schema schema(String name) throws IOException {
    var file = Repository.root().resolve("modules/docs/schemas/" + name + ".schema.json");
    return new Schema(new JsonMapper().readTree(Files.readString(file)));
  }

  private static Schema schema() throws IOException {
    return schema("manifest");
  }
}
