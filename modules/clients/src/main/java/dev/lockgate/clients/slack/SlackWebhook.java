package dev.lockgate.clients.slack;

import dev.lockgate.clients.http.Http;
import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.Announcement;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.OutsideFailed;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.json.JsonMapper;

/** Tells a Slack channel how a step ended. The address of the webhook is itself the secret. */
public final class SlackWebhook implements Announcement {
  private static final String REMEDY =
      "The step itself ended as its summary says. Check that the webhook in `slack-webhook-url`"
          + " still exists and that the runner can reach it.";

  private final Secret webhook;
  private final Http http;

  /** A channel behind a webhook, reached with the proxy variables of this process. */
  public SlackWebhook(Secret webhook) {
    this(webhook, new Http());
  }

  SlackWebhook(Secret webhook, Http http) {
    this.webhook = webhook;
    this.http = http;
  }

  @Override
  public void tell(Ending ending) {
    var body = JsonMapper.shared().createObjectNode().put("text", SlackText.of(ending)).toString();
    try {
      var answer = http.send("POST", address(), Map.of(), Optional.of(body));
      if (!answer.isGood()) {
        throw refused("Slack answered " + answer.status() + ": " + answer.body().strip());
      }
    } catch (IOException e) {
      throw new OutsideFailed(
          "slack-unreachable", "Slack did not answer: " + e.getMessage(), REMEDY, e);
    }
  }

  private HttpUrl address() {
    var address = HttpUrl.parse(webhook.reveal());
    if (address == null) {
      throw refused("The webhook's address cannot be used (it is secret and not shown).");
    }
    return address;
  }

  private static OutsideFailed refused(String message) {
    return new OutsideFailed("slack-refused", message, REMEDY);
  }
}
