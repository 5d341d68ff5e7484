package dev.lockgate.core.backup;

import java.net.URI;
import java.util.Optional;

/** Where backups are kept, as an input says it. */
public sealed interface StoreUrl {
  /**
   * A folder.
   *
   * @param path relative paths start at the workspace
   */
  record Folder(String path) implements StoreUrl {
    public Folder {
      if (path.isBlank() || path.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("expected a folder such as `file:backups`");
      }
    }

    @Override
    public String toString() {
      return "file:" + path;
    }
  }

  /**
   * A bucket of S3, or of a service that speaks its language.
   *
   * @param scheme {@code s3}, or {@code gs} for Google's
   * @param name of the bucket
   * @param prefix what all names in it begin with; empty, or with a slash at its end
   * @param endpoint the service's address when it is not Amazon's or Google's
   * @param region such as {@code eu-central-1}; empty for that of the environment
   * @param pathStyle whether the bucket's name is part of the path instead of the host's name
   * @param encryption of the service: {@code AES256} or {@code aws:kms}; empty for the bucket's own
   * @param key the key of {@code aws:kms}; empty for the account's own
   */
  record Bucket(
      String scheme,
      String name,
      String prefix,
      Optional<URI> endpoint,
      Optional<String> region,
      boolean pathStyle,
      Optional<String> encryption,
      Optional<String> key)
      implements StoreUrl {
    @Override
    public String toString() {
      return scheme + "://" + name + (prefix.isEmpty() ? "" : "/" + prefix);
    }
  }

  /** The artifacts of the workflow's run. */
  record Artifacts() implements StoreUrl {
    @Override
    public String toString() {
      return "artifact:";
    }
  }

  /** Whether what is kept there is still there when a hosted runner's job has ended. */
  default boolean outlivesJob() {
    return !(this instanceof Folder);
  }

  /**
   * Parses {@code file:<folder>}, {@code s3://<bucket>/<prefix>?<options>}, {@code gs://…} or
   * {@code artifact:}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static StoreUrl parse(String text) {
    return StoreUrlParser.parse(text);
  }
}
