package dev.lockgate.postgres.programs;

import dev.lockgate.core.database.Major;
import dev.lockgate.core.step.Cancellation;
import dev.lockgate.postgres.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads an archive of {@link PgDump}: lists it, parses it whole, or restores it. */
public final class PgRestore {
  private final int client;
  private final Duration deadline;

  /** How to restore. */
  public enum Option {
    /** All or nothing. */
    SINGLE_TRANSACTION("--single-transaction"),
    /** Everything belongs to the role that restores. */
    NO_OWNER("--no-owner"),
    /** No grants. */
    NO_PRIVILEGES("--no-privileges"),
    /** Definitions, no rows. */
    SCHEMA_ONLY("--schema-only");

    private final String word;

    Option(String word) {
      this.word = word;
    }
  }

  /**
   * A reader by the client program that fits an archive and a server.
   *
   * @param server where it will be restored; the server it came from when it is only read
   * @param archiveWriter major of the pg_dump that wrote it
   * @param deadline how long each call may take
   * @throws dev.lockgate.core.step.Unsafe {@code archive-too-new}
   */
  public PgRestore(Major server, int archiveWriter, Duration deadline) {
    this.client = Programs.clientFor(server, archiveWriter);
    this.deadline = deadline;
  }

  /**
   * The table of contents, a line for each entry; the rest of the archive is not read.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code archive-unreadable}
   */
  public List<String> list(InputStream archive, Cancellation cancellation) {
    return offline(archive, cancellation, "--list")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(";"))
        .toList();
  }

  /**
   * What the archive says of itself: the comments over its table of contents.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code archive-unreadable}
   */
  public List<String> header(InputStream archive, Cancellation cancellation) {
    return offline(archive, cancellation, "--list")
        .lines()
        .filter(line -> line.startsWith(";"))
        .toList();
  }

  /**
   * Reads every entry and every row of the archive and makes nothing of it.
   *
   * @throws dev.lockgate.core.step.Unsafe {@code archive-unreadable}
   */
  public void parse(InputStream archive, Cancellation cancellation) {
    offline(archive, cancellation, "--file=/dev/null");
  }

  /**
   * Restores into an existing database; stops at the first error.
   *
   * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}; unless it was a single
   *     transaction, the database is then incomplete
   */
  public void into(Database target, Major server, InputStream archive, Option... options) {
    if (client >= 17 && server.number() < 17) {
      new ScriptRestore(target, client, deadline).run(archive, words(options));
    } else {
      var whole = Set.of(options).contains(Option.SINGLE_TRANSACTION);
      direct(target, archive, words(options), whole);
    }
  }

  /**
   * Restores some entries into an existing database; stops at the first error.
   *
   * @param entries the wanted lines of {@link #list}, in their order
   * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}; the database is then
   *     incomplete
   */
  public void into(Database target, Major server, InputStream archive, List<String> entries) {
    try (var folder = ChildEnvironment.offline()) {
      var list = folder.entries(entries);
      if (client >= 17 && server.number() < 17) {
        new ScriptRestore(target, client, deadline).run(archive, List.of(list));
      } else {
        direct(target, archive, List.of(list), false);
      }
    }
  }

  /**
   * Restores into an existing database, past every error: what a server lacks is left out.
   *
   * @return what could not be restored, in the archive's order
   * @throws dev.lockgate.core.step.StepFailure {@code restore-failed} when the program itself
   *     failed
   */
  public List<RestoreErrors.Refused> asFarAsPossible(Database target, InputStream archive) {
    var command = new ArrayList<>(program());
    command.add("--no-password");
    command.add("--dbname=" + ChildEnvironment.KEEPALIVES);
    try (var child =
        Child.start(
            "pg_restore " + client,
            command,
            ChildEnvironment.connecting(target),
            deadline,
            target.cancellation())) {
      var ended = fed(child, archive, new ByteArrayOutputStream());
      var refused = RestoreErrors.in(ended.errors());
      if (ended.late() || (!ended.well() && !RestoreErrors.endedRegularly(ended.errors()))) {
        throw ArchiveFailures.restore(target.url().place(), ended, false);
      }
      return refused;
    } catch (IOException e) {
      target.cancellation().check();
      throw new UncheckedIOException(e);
    }
  }

  private void direct(Database target, InputStream archive, List<String> words, boolean whole) {
    var command = new ArrayList<>(program());
    command.add("--exit-on-error");
    command.add("--no-password");
    command.add("--dbname=" + ChildEnvironment.KEEPALIVES);
    command.addAll(words);
    try (var child =
        Child.start(
            "pg_restore " + client,
            command,
            ChildEnvironment.connecting(target),
            deadline,
            target.cancellation())) {
      var ended = fed(child, archive, new ByteArrayOutputStream());
      if (!ended.well()) {
        throw ArchiveFailures.restore(target.url().place(), ended, whole);
      }
    } catch (IOException e) {
      target.cancellation().check();
      throw new UncheckedIOException(e);
    }
  }

  private String offline(InputStream archive, Cancellation cancellation, String argument) {
    var command = new ArrayList<>(program());
    command.add(argument);
    try (var child =
        Child.start(
            "pg_restore " + client, command, ChildEnvironment.offline(), deadline, cancellation)) {
      var output = new ByteArrayOutputStream();
      var ended = fed(child, archive, output);
      if (!ended.well()) {
        throw ArchiveFailures.unreadable(ended);
      }
      return output.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      cancellation.check();
      throw new UncheckedIOException(e);
    }
  }

  private static Child.Ended fed(Child child, InputStream archive, OutputStream output)
      throws IOException {
    var feed = Feed.start(archive, child);
    child.output().transferTo(output);
    var ended = child.await();
    feed.end();
    return ended;
  }

  private List<String> program() {
    return Programs.locate().client(client, "pg_restore");
  }

  private static List<String> words(Option... options) {
    return Arrays.stream(options).map(option -> option.word).toList();
  }
}
