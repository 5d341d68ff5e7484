package dev.lockgate.clients.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Link}, with which a server says where the next page is. */
final class Links {
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"next\"");

  private Links() {}

  static Optional<String> next(List<String> headers) {
    return headers.stream()
        .flatMap(header -> NEXT.matcher(header).results())
        .map(link -> link.group(1))
        .findFirst();
  }
}
