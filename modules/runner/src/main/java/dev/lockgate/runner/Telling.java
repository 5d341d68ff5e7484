package dev.lockgate.runner;

import dev.lockgate.core.database.Secret;
import dev.lockgate.core.step.Announcement;
import dev.lockgate.core.step.Ending;
import dev.lockgate.core.step.Ending.Result;
import dev.lockgate.core.step.Run;
import dev.lockgate.core.step.StickyComment;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whom a step tells how it ended, besides the place it runs in. */
record Telling(Optional<Function<Secret, Announcement>> chat, Optional<Step.Comments> comments) {
  static final Telling NOBODY = new Telling(Optional.empty(), Optional.empty());

  /** The values of the input {@code notify}. */
  enum Notify {
    ALWAYS,
    PROBLEMS,
    NEVER;

    boolean wants(Ending ending) {
      return switch (this) {
        case ALWAYS -> true;
        case PROBLEMS -> ending.result() != Result.PASSED || ending.warns();
        case NEVER -> false;
      };
    }
  }

  /** Who is told in this run, as the inputs say. */
  record Recipients(
      Function<Ending, Optional<Announcement>> chat, Supplier<Optional<StickyComment>> comment) {
    static final Recipients NOBODY = new Recipients(_ -> Optional.empty(), Optional::empty);
  }

  Telling announcing(Function<Secret, Announcement> to) {
    return new Telling(Optional.of(to), comments);
  }

  Telling commenting(Step.Comments on) {
    return new Telling(chat, Optional.of(on));
  }

  /** Reads the inputs of those who are told; a bad one is named with the others of the step. */
  Recipients recipients(Inputs inputs, Host host) {
    return new Recipients(chat(inputs), comment(inputs, host));
  }

  private Function<Ending, Optional<Announcement>> chat(Inputs inputs) {
    if (chat.isEmpty()) {
      return _ -> Optional.empty();
    }
    var webhook = inputs.optionalSecret("slack-webhook-url", Telling::webhook);
    var notify = inputs.optional("notify", Parse.oneOf(Notify.class), Notify.PROBLEMS);
    return ending -> notify.get().wants(ending) ? webhook.get().map(chat.get()) : Optional.empty();
  }

  private Supplier<Optional<StickyComment>> comment(Inputs inputs, Host host) {
    if (comments.isEmpty()) {
      return Optional::empty;
    }
    var token = inputs.optionalSecret("github-token", Secret::new);
    var wanted = inputs.optional("comment", Parse::flag, true);
    var number = host.pullRequest();
    if (number.isEmpty()) {
      return Optional::empty;
    }
    return () ->
        wanted.get()
            ? Optional.of(open(token.get().orElse(Secret.NONE), host.run(), number.get().number()))
            : Optional.empty();
  }

  private StickyComment open(Secret token, Run run, int number) {
    return comments.orElseThrow().open(token, run, number);
  }

  private static Secret webhook(String text) {
    if (!isWebAddress(text)) {
      throw new IllegalArgumentException(
          "expected the address of a webhook such as `https://hooks.slack.com/services/T0/B0/…`");
    }
    return new Secret(text);
  }

  private static boolean isWebAddress(String text) {
    try {
      var address = URI.create(text);
      return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
