package dev.lockgate.runner;

import dev.lockgate.core.database.DatabaseUrl;
import dev.lockgate.core.database.RootCert;
import dev.lockgate.core.database.Tls;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The inputs by which every step reaches its database, in the order of {@code action.yml}: {@code
 * database-url}, {@code direct-database-url}, {@code ssl-root-cert}, {@code environment}, {@code
 * connect-timeout}, {@code lock-timeout}, {@code statement-timeout}.
 *
 * @param url the direct URL when there is one, for every step needs a session
 * @param environment its name; may be empty
 * @param tls which encryption is insisted on
 * @param connect how long connecting may take
 * @param lock how long a statement waits for a lock; zero means no limit
 * @param statement how long a statement may take; zero means no limit
 * @param said which of the three limits the workflow itself gave
 */
public record ConnectionInputs(
    DatabaseUrl url,
    String environment,
    Tls tls,
    Duration connect,
    Duration lock,
    Duration statement,
    Limits said) {
  /** 10 s to connect, 5 s for a lock, no limit for a statement. */
  private static final Limits STANDARD =
      new Limits(
          Optional.of(Duration.ofSeconds(10)),
          Optional.of(Duration.ofSeconds(5)),
          Optional.of(Duration.ZERO));

  /** Limits as somebody gave them; empty where nothing was said. */
  public record Limits(
      Optional<Duration> connect, Optional<Duration> lock, Optional<Duration> statement) {}

  /** Reads them; the value is there once {@link Inputs#check} has passed. */
  public static Supplier<ConnectionInputs> read(Inputs inputs) {
    var url = inputs.secret("database-url", DatabaseUrl::parse);
    var read = read(inputs, () -> Optional.of(url.get()));
    return () -> read.get().orElseThrow();
  }

  /** Reads them for a step that can do without a database; empty when no URL is given. */
  public static Supplier<Optional<ConnectionInputs>> readOptional(Inputs inputs) {
    return read(inputs, inputs.optionalSecret("database-url", DatabaseUrl::parse));
  }

  private static Supplier<Optional<ConnectionInputs>> read(
      Inputs inputs, Supplier<Optional<DatabaseUrl>> url) {
    var workspace = inputs.workspace();
    var direct = inputs.optionalSecret("direct-database-url", DatabaseUrl::parse);
    var roots =
        inputs.optional("ssl-root-cert", text -> RootCert.read(text, workspace), RootCert.NONE);
    var environment = inputs.optional("environment", Parse::name, "");
    var connect = inputs.optional("connect-timeout", Parse::duration);
    var lock = inputs.optional("lock-timeout", Parse::duration);
    var statement = inputs.optional("statement-timeout", Parse::duration);
    return () ->
        direct
            .get()
            .or(url)
            .map(used ->
                new ConnectionInputs(
                    used,
                    environment.get(),
                    Tls.of(roots.get(), environment.get()),
                    connect.get().or(STANDARD::connect).orElseThrow(),
                    lock.get().or(STANDARD::lock).orElseThrow(),
                    statement.get().or(STANDARD::statement).orElseThrow(),
                    new Limits(connect.get(), lock.get(), statement.get())));
  }
}
