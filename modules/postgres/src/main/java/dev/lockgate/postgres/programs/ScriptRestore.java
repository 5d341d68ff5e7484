package dev.lockgate.postgres.programs;

import dev.lockgate.postgres.Database;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Restores through a script: pg_restore writes it, psql runs it, and the one line between them that
 * an older server does not know is left out.
 */
final class ScriptRestore {
  private static final String UNKNOWN_BEFORE_17 = "SET transaction_timeout = 0;";

  private final Database target;
  private final int client;
  private final Duration deadline;

  ScriptRestore(Database target, int client, Duration deadline) {
    this.target = target;
    this.client = client;
    this.deadline = deadline;
  }

  void run(InputStream archive, List<String> words) {
    try (var writer = writer(words);
        var psql = psql()) {
      var feed = Feed.start(archive, writer);
      carry(writer.output(), psql);
      var written = writer.await();
      feed.end();
      if (!written.well()) {
        // psql takes the end of its input for success: it must not see one
        psql.kill();
        throw explained(psql.await(), written, words);
      }
      end(psql);
      var ended = psql.await();
      if (!ended.well()) {
        throw ArchiveFailures.restore(target.url().place(), ended, whole(words));
      }
    } catch (IOException e) {
      target.cancellation().check();
      throw new UncheckedIOException(e);
    }
  }

  /** When psql stopped first, the writer only saw a closed pipe: psql's words explain it. */
  private RuntimeException explained(Child.Ended psql, Child.Ended writer, List<String> words) {
    var first = psql.errors().isBlank() ? writer : psql;
    return ArchiveFailures.restore(target.url().place(), first, whole(words));
  }

  private static boolean whole(List<String> words) {
    return words.contains("--single-transaction");
  }

  private Child writer(List<String> words) {
    var command = new ArrayList<>(Programs.locate().client(client, "pg_restore"));
    command.add("--file=-");
    command.addAll(words);
    return Child.start(
        "pg_restore " + client,
        command,
        ChildEnvironment.offline(),
        deadline,
        target.cancellation());
  }

  private Child psql() {
    var command = new ArrayList<>(Programs.locate().client(client, "psql"));
    command.addAll(
        List.of(
            "--no-psqlrc",
            "--quiet",
            "--no-password",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            "--file=-",
            "--dbname=" + ChildEnvironment.KEEPALIVES));
    return Child.start(
        "psql " + client,
        command,
        ChildEnvironment.connecting(target),
        deadline,
        target.cancellation());
  }

  private static void end(Child psql) {
    try {
      psql.input().close();
    } catch (IOException _) {
      // psql stopped; its exit code and its words say why
    }
  }

  private static void carry(InputStream script, Child psql) throws IOException {
    try (var lines = new BufferedInputStream(script, 1 << 16)) {
      carry(lines, psql.input());
    } catch (BrokenPipe _) {
      // psql stopped; its exit code and its words say why
    }
  }

  private static void carry(InputStream lines, OutputStream psql) throws IOException {
    for (var line = line(lines); line.length > 0; line = line(lines)) {
      var text = new String(line, StandardCharsets.UTF_8).strip();
      if (!text.equals(UNKNOWN_BEFORE_17)) {
        write(psql, line, line.length);
      }
      if (!isPreamble(text)) {
        break;
      }
    }
    var buffer = new byte[1 << 16];
    for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
      write(psql, buffer, n);
    }
    flush(psql);
  }

  private static boolean isPreamble(String line) {
    return line.isEmpty()
        || line.startsWith("--")
        || line.startsWith("\\restrict")
        || line.startsWith("BEGIN")
        || line.startsWith("SET ");
  }

  /** The next line with its end; empty at the end of the stream. */
  private static byte[] line(InputStream from) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = from.read(); b >= 0; b = from.read()) {
      line.write(b);
      if (b == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  private static void write(OutputStream psql, byte[] bytes, int length) throws BrokenPipe {
    try {
      psql.write(bytes, 0, length);
    } catch (IOException e) {
      throw new BrokenPipe(e);
    }
  }

  /** What was only buffered meets a program that stopped here. */
  private static void flush(OutputStream psql) throws BrokenPipe {
    try {
      psql.flush();
    } catch (IOException e) {
      throw new BrokenPipe(e);
    }
  }

  private static final class BrokenPipe extends IOException {
    private static final long serialVersionUID = 1L;

    private BrokenPipe(IOException cause) {
      super(cause);
    }
  }
}
