package dev.lockgate.postgres.script;

import dev.lockgate.core.step.OutsideFailed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.core.Encoding;

/**
 * Runs a script in an open session, whose transaction it neither begins nor ends: the BEGIN and
 * COMMIT of a script are left out, and anything else that would end the transaction is refused.
 */
public final class ScriptRun {
  private static final Pattern ENCODING =
      Pattern.compile("(?i)set\\s+client_encoding\\s*(?:=|\\bto\\b)\\s*'?([A-Za-z0-9_-]+)'?\\s*");
  private static final Pattern LEFT_OUT =
      Pattern.compile("(BEGIN|START TRANSACTION|COMMIT|END)( (WORK|TRANSACTION))?");
  private static final Pattern ENDS_IT =
      Pattern.compile(
          "(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|ABORT|PREPARE TRANSACTION)\\b.*");

  /** The session has its own; one of them is unknown before PostgreSQL 17. */
  private static final Pattern TIMEOUT =
      Pattern.compile("SET (STATEMENT|LOCK|IDLE_IN_TRANSACTION_SESSION|TRANSACTION)_TIMEOUT( .*)?");

  private static final int BUFFER = 1 << 16;

  private final Connection session;
  private Charset charset = StandardCharsets.UTF_8;
  private long statements;

  /** A run in a session, which must be in a transaction. */
  public ScriptRun(Connection session) {
    this.session = session;
  }

  /**
   * Runs all of a script.
   *
   * @return how many statements ran
   * @throws dev.lockgate.core.step.StepFailure {@code restore-failed}, {@code script-unreadable}
   * @throws IOException when the script could not be read
   */
  public long run(InputStream script) throws IOException {
    var reader = new ScriptReader(script);
    for (var piece = reader.next(); piece.isPresent(); piece = reader.next()) {
      run(piece.get(), reader);
    }
    return statements;
  }

  private void run(ScriptReader.Piece piece, ScriptReader reader) throws IOException {
    var sql = piece.text(charset);
    var encoding = ENCODING.matcher(sql);
    if (encoding.matches()) {
      charset = charset(encoding.group(1));
      return; // the session speaks UTF-8: what is sent is converted
    }
    if (LEFT_OUT.matcher(piece.words()).matches() || TIMEOUT.matcher(piece.words()).matches()) {
      return;
    }
    if (ENDS_IT.matcher(piece.words()).matches()) {
      throw failed(shortened(sql), "it would end the transaction", null);
    }
    try {
      execute(piece, sql, reader);
      statements++;
    } catch (SQLException e) {
      throw failed(shortened(sql), String.valueOf(e.getMessage()), e);
    }
  }

  private void execute(ScriptReader.Piece piece, String sql, ScriptReader reader)
      throws SQLException, IOException {
    if (piece.hasRows()) {
      var copy = session.unwrap(PGConnection.class).getCopyAPI();
      copy.copyIn(sql, new Guarded(utf8(reader.rows())), BUFFER);
      return;
    }
    try (var statement = session.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private static Charset charset(String encoding) {
    if (encoding.equalsIgnoreCase("SQL_ASCII")) {
      throw failed("SET client_encoding", "SQL_ASCII says nothing of what its bytes mean", null);
    }
    return Charset.forName(Encoding.getDatabaseEncoding(encoding).name());
  }

  private InputStream utf8(InputStream rows) {
    return charset.equals(StandardCharsets.UTF_8) ? rows : new Utf8(rows, charset);
  }

  private static String shortened(String sql) {
    return sql.length() > 200 ? sql.substring(0, 200) + "…" : sql;
  }

  private static OutsideFailed failed(
      String sql, String why, @org.jspecify.annotations.Nullable SQLException e) {
    return new OutsideFailed(
        "restore-failed",
        "Restoring failed at `" + sql + "`: " + why,
        "It was one transaction and PostgreSQL rolled it back. Correct the cause above and run the"
            + " step again.",
        e);
  }

  /** Never closed by whoever reads it: the rows are a part of the script. */
  private static final class Guarded extends FilterInputStream {
    Guarded(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** Rows of another encoding as UTF-8. */
  private static final class Utf8 extends InputStream {
    private final InputStreamReader reader;
    private final char[] chars = new char[BUFFER / 4];
    private byte[] bytes = {};
    private int at;

    Utf8(InputStream rows, Charset charset) {
      this.reader = new InputStreamReader(rows, charset);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == bytes.length) {
        var count = reader.read(chars, 0, chars.length - 1);
        if (count < 0) {
          return -1;
        }
        if (Character.isHighSurrogate(chars[count - 1]) && reader.read(chars, count, 1) > 0) {
          count++;
        }
        bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      var count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
