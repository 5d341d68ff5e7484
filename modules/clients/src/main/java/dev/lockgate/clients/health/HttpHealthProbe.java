package dev.lockgate.clients.health;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.deploy.HealthProbe;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Asks an address by GET, through the proxy of the step, a few times: an application that restarts
 * with its new schema needs a moment.
 */
public final class HttpHealthProbe implements HealthProbe {
  private static final int TRIES = 5;

  private final Http http;
  private final Duration pause;

  /** A probe that asks five times, two seconds apart. */
  public HttpHealthProbe() {
    this(new Http(), Duration.ofSeconds(2));
  }

  HttpHealthProbe(Http http, Duration pause) {
    this.http = http;
    this.pause = pause;
  }

  @Override
  public String ask(URI address) {
    var url = HttpUrl.get(address);
    if (url == null) {
      return "is no http or https address";
    }
    var problem = once(url);
    try {
      for (int tries = 1; tries < TRIES && !problem.isEmpty(); tries++) {
        Thread.sleep(pause);
        problem = once(url);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return problem;
  }

  private String once(HttpUrl url) {
    try {
      var answer = http.send("GET", url, Map.of(), Optional.empty());
      return answer.isGood() ? "" : "answered " + answer.status();
    } catch (IOException e) {
      return "did not answer (" + e.getClass().getSimpleName() + ")";
    }
  }
}
