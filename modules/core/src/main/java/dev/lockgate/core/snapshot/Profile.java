package dev.lockgate.core.snapshot;

import dev.lockgate.core.schema.IgnoreRule;
import dev.lockgate.core.schema.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose platform a database stands on. What belongs to the platform is made by no migration and is
 * outside every comparison; this is the one place that says what that is.
 */
@SuppressWarnings("ImmutableEnumChecker") // every set is made by Set.of
public enum Profile {
  /** A server that nobody but its owner has prepared. */
  PLAIN(Set.of(), Set.of(), Set.of(), Set.of(), Set.of()),

  /** Supabase, hosted or by its own command line. */
  SUPABASE(
      Set.of("supabase_admin", "authenticator"),
      Set.of(
          "_analytics",
          "_realtime",
          "_supavisor",
          "auth",
          "cron",
          "extensions",
          "graphql",
          "graphql_public",
          "net",
          "pgbouncer",
          "pgsodium",
          "pgsodium_masks",
          "pgtle",
          "realtime",
          "storage",
          "supabase_functions",
          "supabase_migrations",
          "vault"),
      Set.of(
          "supabase_admin",
          "supabase_auth_admin",
          "supabase_etl_admin",
          "supabase_functions_admin",
          "supabase_realtime_admin",
          "supabase_replication_admin",
          "supabase_storage_admin",
          "dashboard_user",
          "pgbouncer"),
      Set.of("pg_graphql", "pg_tle", "pgjwt", "pgsodium", "supabase_vault", "supautils"),
      Set.of("supabase_realtime", "supabase_realtime_messages_publication")),

  /** Neon. */
  NEON(
      Set.of("neon_superuser", "cloud_admin"),
      Set.of("neon", "neon_auth", "neon_migration"),
      Set.of("cloud_admin", "neon_superuser", "neon_service"),
      Set.of("neon", "neon_utils"),
      Set.of()),

  /** Amazon RDS and Aurora. */
  RDS(
      Set.of("rds_superuser", "rdsadmin"),
      Set.of("rds_tools", "aws_lambda", "aws_s3", "aws_commons"),
      Set.of("rdsadmin", "rds_superuser", "rds_ad", "rds_iam", "rds_password", "rds_replication"),
      Set.of("rds_tools", "aws_commons", "aws_lambda", "aws_s3"),
      Set.of());

  private final Set<String> signs;
  private final Set<String> schemas;
  private final Set<String> administrators;
  private final Set<String> extensions;
  private final Set<String> publications;

  Profile(
      Set<String> signs,
      Set<String> schemas,
      Set<String> administrators,
      Set<String> extensions,
      Set<String> publications) {
    this.signs = signs;
    this.schemas = schemas;
    this.administrators = administrators;
    this.extensions = extensions;
    this.publications = publications;
  }

  /** The platform whose roles a server has, all of its signs; else plain. */
  public static Profile of(Collection<String> roles) {
    return Arrays.stream(values())
        .filter(profile -> profile != PLAIN && roles.containsAll(profile.signs))
        .findFirst()
        .orElse(PLAIN);
  }

  /**
   * The profile with a name, as a policy writes it.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Profile named(String name) {
    return Arrays.stream(values())
        .filter(profile -> profile.word().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected " + words()));
  }

  /** Its name, as a policy writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What belongs to the platform: outside every comparison. */
  public List<IgnoreRule> rules() {
    return Stream.of(
            schemas.stream().map(name -> new IgnoreRule(Kind.SCHEMA, name)),
            extensions.stream().map(name -> new IgnoreRule(Kind.EXTENSION, name)),
            publications.stream().map(name -> new IgnoreRule(Kind.PUBLICATION, name)),
            administrators.stream()
                .map(name -> new IgnoreRule(Kind.DEFAULT_PRIVILEGE, "of " + name + " *")),
            administrators.stream().map(name -> IgnoreRule.ownedBy(Kind.EVENT_TRIGGER, name)))
        .flatMap(rule -> rule)
        .sorted()
        .toList();
  }

  /** Whether an extension is the platform's own, which no other server has. */
  public boolean brings(String extension) {
    return extensions.contains(extension);
  }

  private static String words() {
    return Arrays.stream(values())
        .map(profile -> "`" + profile.word() + "`")
        .collect(Collectors.joining(", "));
  }
}
