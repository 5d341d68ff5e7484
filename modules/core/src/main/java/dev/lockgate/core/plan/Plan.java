package dev.lockgate.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockgate.core.migration.MigrationFile;
import dev.lockgate.core.migration.MigrationState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that decides what a deploy does to a database. Its digest binds a deploy to what was
 * reviewed: sizes, timings and everything else that may change meanwhile stay outside.
 *
 * @param files what will run: pending migrations in their order, then callbacks, seed and smoke
 *     files by path
 * @param placeholders values put into the files, by name
 * @param policy digest of the policy file; empty without one
 * @param fromVersion version of the target; empty when none was applied
 * @param toVersion version after the deploy; empty when only repeatable files run on an empty one
 * @param schema digest of the target's schema
 */
public record Plan(
    List<PlannedFile> files,
    SortedMap<String, String> placeholders,
    String policy,
    String fromVersion,
    String toVersion,
    String schema) {
  public Plan {
    files = List.copyOf(files);
    placeholders = Collections.unmodifiableSortedMap(new TreeMap<>(placeholders));
  }

  /**
   * A file that will run.
   *
   * @param path in the repository
   * @param sha256 of its bytes
   */
  public record PlannedFile(Role role, String path, String sha256) {
    /** A file with the digest of its text, which is its bytes in UTF-8. */
    public static PlannedFile of(Role role, String path, String text) {
      return new PlannedFile(role, path, Plan.sha256(text));
    }

    /** A pending migration. */
    public static PlannedFile of(MigrationFile file) {
      return of(
          file.kind() == MigrationFile.Kind.REPEATABLE ? Role.REPEATABLE : Role.VERSIONED,
          file.path(),
          file.sql());
    }
  }

  /** Why a file runs. */
  public enum Role {
    VERSIONED,
    REPEATABLE,
    CALLBACK,
    SEED,
    SMOKE
  }

  /**
   * The plan for a target.
   *
   * @param others callbacks, seed and smoke files, in any order
   * @param schema digest of the target's schema
   */
  public static Plan of(
      MigrationState state,
      List<PlannedFile> others,
      Map<String, String> placeholders,
      String policy,
      String schema) {
    var files = new ArrayList<>(state.pending().stream().map(PlannedFile::of).toList());
    others.stream()
        .sorted(Comparator.comparing(PlannedFile::role).thenComparing(PlannedFile::path))
        .forEach(files::add);
    return new Plan(
        files, new TreeMap<>(placeholders), policy, state.version(), toVersion(state), schema);
  }

  /**
   * What is otherwise than in the plan that was approved, by name; empty when the two are equal.
   */
  public List<String> changedSince(Plan approved) {
    return new PlanChanges(approved, this).all();
  }

  /** SHA-256 of {@link #canonical()} in hexadecimal. */
  public String digest() {
    return sha256(canonical());
  }

  /** The plan as JSON in one form only: keys in order, no white space. */
  public String canonical() {
    var members = new LinkedHashMap<String, Object>();
    members.put("files", files.stream().map(Plan::members).toList());
    members.put("from", fromVersion);
    members.put("placeholders", placeholders);
    members.put("policy", policy);
    members.put("schema", schema);
    members.put("to", toVersion);
    return CanonicalJson.of(members);
  }

  private static Map<String, String> members(PlannedFile file) {
    return Map.of(
        "path",
        file.path(),
        "role",
        file.role().name().toLowerCase(java.util.Locale.ROOT),
        "sha256",
        file.sha256());
  }

  /** Pending files are in order, so the last versioned one is the highest. */
  private static String toVersion(MigrationState state) {
    return state.pending().stream()
        .map(MigrationFile::version)
        .filter(version -> !version.isEmpty())
        .reduce((_, last) -> last)
        .orElse(state.version());
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
