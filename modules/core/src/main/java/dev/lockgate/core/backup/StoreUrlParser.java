package dev.lockgate.core.backup;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the text of a store's address. */
final class StoreUrlParser {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern BUCKET =
      Pattern.compile("//([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(?:/([^?#]*))?(?:\\?([^#]*))?");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Set<String> OPTIONS =
      Set.of("endpoint", "region", "path-style", "encryption", "key");

  private StoreUrlParser() {}

  static StoreUrl parse(String text) {
    var matcher = SCHEME.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a store such as `s3://bucket/prefix?region=eu-central-1`, `gs://bucket`,"
              + " `artifact:` or `file:backups` (a folder of the workspace)");
    }
    var scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    var rest = matcher.group(2);
    return switch (scheme) {
      case "file" -> folder(rest);
      case "artifact" -> artifacts(rest);
      case "s3", "gs" -> bucket(scheme, rest);
      default ->
          throw new IllegalArgumentException(
              "expected a store such as `s3://bucket/prefix`, `gs://bucket`, `artifact:` or"
                  + " `file:backups`");
    };
  }

  private static StoreUrl folder(String rest) {
    if (rest.startsWith("//")) {
      throw new IllegalArgumentException("expected `file:` and a folder, such as `file:backups`");
    }
    return new StoreUrl.Folder(rest);
  }

  private static StoreUrl artifacts(String rest) {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("expected `artifact:` and nothing after it");
    }
    return new StoreUrl.Artifacts();
  }

  private static StoreUrl bucket(String scheme, String rest) {
    var matcher = BUCKET.matcher(rest);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a bucket such as `%s://bucket/prefix?region=eu-central-1`".formatted(scheme));
    }
    var prefix = Optional.ofNullable(matcher.group(2)).map(StoreUrlParser::decode).orElse("");
    var options = options(Optional.ofNullable(matcher.group(3)).orElse(""));
    var endpoint = Optional.ofNullable(options.get("endpoint")).map(StoreUrlParser::endpoint);
    return new StoreUrl.Bucket(
        scheme,
        matcher.group(1),
        prefix(prefix),
        endpoint,
        option(options, "region", REGION.asMatchPredicate(), "eu-central-1"),
        option(options, "path-style", Set.of("true", "false")::contains, "true")
            .map(Boolean::valueOf)
            .orElse(endpoint.isPresent()),
        option(options, "encryption", Set.of("AES256", "aws:kms")::contains, "AES256"),
        option(options, "key", key -> !key.isBlank(), "alias/backups"));
  }

  /** One slash at the end, none at the beginning; nothing that a service might read as a path. */
  private static String prefix(String text) {
    var inner = text.replaceAll("^/+|/+$", "");
    if (inner.contains("//")
        || Set.of(inner.split("/", -1)).stream().anyMatch(Set.of(".", "..")::contains)
        || inner.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("expected a prefix such as `backups/production`");
    }
    return inner.isEmpty() ? "" : inner + "/";
  }

  private static Map<String, String> options(String query) {
    var options = new LinkedHashMap<String, String>();
    for (var each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      var parts = each.split("=", 2);
      if (parts.length != 2 || !OPTIONS.contains(parts[0])) {
        throw new IllegalArgumentException(
            "expected only the options `endpoint`, `region`, `path-style`, `encryption` and `key`;"
                + " keys of the account belong into the job's environment");
      }
      if (options.put(parts[0], decode(parts[1])) != null) {
        throw new IllegalArgumentException("expected the option `" + parts[0] + "` only once");
      }
    }
    return options;
  }

  private static Optional<String> option(
      Map<String, String> options, String name, Predicate<String> good, String example) {
    var given = Optional.ofNullable(options.get(name));
    if (given.isPresent() && !good.test(given.get())) {
      throw new IllegalArgumentException("expected `" + name + "=" + example + "` or the like");
    }
    return given;
  }

  private static URI endpoint(String text) {
    try {
      var uri = URI.create(text.contains("://") ? text : "https://" + text);
      var plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
      if (uri.getHost() != null && plain && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new IllegalArgumentException("expected `endpoint=https://s3.example.com` or the like");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("expected `%` only before two hexadecimal digits");
    }
  }
}
