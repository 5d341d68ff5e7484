package dev.lockgate.runner.policy;

import dev.lockgate.core.policy.BaseFiles;
import dev.lockgate.core.policy.FoundPolicy;
import dev.lockgate.core.policy.FoundPolicy.Change;
import dev.lockgate.core.policy.FoundPolicy.Origin;
import dev.lockgate.core.policy.Policy;
import dev.lockgate.core.step.BadInputs;
import dev.lockgate.core.step.BadInputs.Problem;
import dev.lockgate.core.step.OutsideFailed;
import dev.lockgate.core.step.StepContext;
import dev.lockgate.runner.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the policy is: the file of the checkout, and on a pull request that of the base branch, for
 * a change must not decide by which rules it is judged.
 *
 * @param path of the file, absolute
 * @param name of the file, relative to the repository
 */
public record PolicyFile(Path path, String name) {
  private static final String STANDARD = ".github/lockgate.yml";

  /** Reads the input {@code config}; the value is there once {@link Inputs#check} has passed. */
  public static Supplier<PolicyFile> read(Inputs inputs) {
    var workspace = inputs.workspace();
    var path = inputs.optional("config", inputs.path(), workspace.resolve(STANDARD));
    return () -> new PolicyFile(path.get(), workspace.relativize(path.get()).toString());
  }

  /**
   * Finds the policy.
   *
   * @param base reads files of the base branch of the run's pull request
   * @throws BadInputs {@code policy-invalid}, also when a pull request would make it so
   */
  public FoundPolicy find(StepContext context, BaseFiles base) {
    var here = text();
    if (context.pullRequest().isEmpty()) {
      return found(here, here.isEmpty() ? Origin.NONE : Origin.CHECKOUT, Optional.empty());
    }
    here.ifPresent(text -> PolicyReader.read(name, text));
    try {
      var before = base.read(name);
      var change =
          before.equals(here)
              ? Optional.<Change>empty()
              : Optional.of(new Change(before.orElse(""), here.orElse("")));
      return found(before, before.isEmpty() ? Origin.NONE : Origin.BASE, change);
    } catch (OutsideFailed e) {
      context.log().info("The policy of the base branch could not be read, the defaults hold:");
      context.log().untrusted(String.valueOf(e.getMessage()));
      return found(Optional.empty(), Origin.UNREADABLE, Optional.empty());
    }
  }

  private FoundPolicy found(Optional<String> text, Origin origin, Optional<Change> change) {
    var policy = text.map(yaml -> PolicyReader.read(name, yaml)).orElse(Policy.NONE);
    return new FoundPolicy(policy, name, origin, change);
  }

  private Optional<String> text() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(path));
    } catch (IOException e) {
      throw new BadInputs(
          "policy-invalid",
          new Problem("config", "`" + name + "` is no file that can be read as UTF-8 text"),
          "Nothing was changed. The policy is a text file of the repository.");
    }
  }
}
