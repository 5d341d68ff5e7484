package dev.lockgate.core.policy;

import dev.lockgate.core.migration.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the policy says for one environment. What is absent is left to the step.
 *
 * @param production whether it is marked as production by the policy; its name may mark it, too
 * @param platform {@code plain}, {@code supabase}, {@code neon} or {@code rds}
 * @param safetyBackup {@code always}, {@code destructive}, {@code fresh:<age>}, {@code provider} or
 *     {@code none:<reason>}
 */
public record EnvironmentPolicy(
    boolean production,
    Optional<String> platform,
    Migrations migrations,
    Timeouts timeouts,
    GatePolicy gates,
    Optional<String> safetyBackup,
    HazardPolicy hazards,
    Drift drift,
    Smoke smoke,
    Retention retention,
    SchemaVersion schemaVersion,
    Kept kept) {
  /** What holds without a policy. */
  public static final EnvironmentPolicy NONE =
      new EnvironmentPolicy(
          false,
          Optional.empty(),
          new Migrations("", Layout.AUTO, List.of()),
          new Timeouts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
          GatePolicy.NONE,
          Optional.empty(),
          HazardPolicy.NONE,
          new Drift(List.of()),
          new Smoke(Map.of(), Map.of(), List.of(), List.of()),
          new Retention(
              OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()),
          new SchemaVersion(SchemaVersion.Rule.SEMANTIC, Optional.empty()),
          new Kept(List.of(), List.of()));

  /**
   * Where the migrations are.
   *
   * @param folder relative to the repository; empty finds it by layout
   * @param callbacks files of the folder that Flyway may run at its events
   */
  public record Migrations(String folder, Layout layout, List<String> callbacks) {
    public Migrations {
      callbacks = List.copyOf(callbacks);
    }
  }

  /**
   * How long things may take; zero means no limit.
   *
   * @param connect how long connecting may take
   * @param lock how long a statement waits for a lock
   * @param statement how long a statement may take
   * @param warnAfter from which duration on a deploy is reported as slow
   */
  public record Timeouts(
      Optional<Duration> connect,
      Optional<Duration> lock,
      Optional<Duration> statement,
      Optional<Duration> warnAfter) {}

  /** What is not told as drift. */
  public record Drift(List<Ignored> ignored) {
    public Drift {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * Objects that are not compared.
   *
   * @param kind such as {@code index}; empty for any
   * @param name with its schema; {@code *} stands for any text
   */
  public record Ignored(String kind, String name) {}

  /**
   * What must hold after a deploy or a restore.
   *
   * @param tables the fewest rows by table, such as {@code public.orders}
   * @param extensions the version by extension; empty for any
   * @param sql queries that must each answer with one true
   * @param healthUrls addresses that must answer with a good status
   */
  public record Smoke(
      Map<String, Long> tables,
      Map<String, String> extensions,
      List<String> sql,
      List<String> healthUrls) {
    public Smoke {
      tables = Map.copyOf(tables);
      extensions = Map.copyOf(extensions);
      sql = List.copyOf(sql);
      healthUrls = List.copyOf(healthUrls);
    }
  }

  /** Which backups are kept. */
  public record Retention(
      OptionalInt days, OptionalInt count, OptionalInt keepMonthly, OptionalInt minKeep) {}

  /**
   * How the version of the application is held against the version of the schema.
   *
   * @param query reads the application's version from the database, in one row and column
   */
  public record SchemaVersion(Rule rule, Optional<String> query) {
    /** How two versions must stand to each other. */
    public enum Rule {
      /** An equal or older application passes, another major version blocks. */
      SEMANTIC,
      /** Only an equal one passes. */
      EQUAL,
      /** Nothing is compared. */
      OFF
    }
  }

  /**
   * What outside the schema must survive a restore.
   *
   * @param jobs names of scheduled jobs
   * @param slots names of replication slots
   */
  public record Kept(List<String> jobs, List<String> slots) {
    public Kept {
      jobs = List.copyOf(jobs);
      slots = List.copyOf(slots);
    }
  }
}
