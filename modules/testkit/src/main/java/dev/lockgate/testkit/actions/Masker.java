package dev.lockgate.testkit.actions;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Replaces registered secrets, and what usual encodings make of them, by {@code ***}. */
final class Masker {
  private final Set<String> secrets = new LinkedHashSet<>();
  private final Set<String> forms = new LinkedHashSet<>();

  /** Registers a secret; of several lines, the whole and each line that is not blank. */
  synchronized void add(String secret) {
    if (secret.isBlank()) {
      return;
    }
    addOne(secret);
    secret.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::addOne);
  }

  /** The secrets as they were registered. */
  synchronized Set<String> secrets() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(secrets));
  }

  synchronized String mask(String text) {
    var result = text;
    for (var form :
        forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      result = result.replace(form, "***");
    }
    return result;
  }

  private void addOne(String secret) {
    secrets.add(secret);
    forms.add(secret);
    forms.add(base64(secret, 0));
    forms.add(base64(secret, 1));
    forms.add(base64(secret, 2));
    forms.add(uri(secret));
    forms.add(json(secret));
    forms.add(xml(secret));
    forms.add(secret.replace("'", "''"));
    forms.add(secret.replace("\"", "\\\""));
    forms.add(trimQuotes(secret));
    // PowerShell splits at an ampersand
    forms.addAll(Arrays.stream(secret.split("&", -1)).filter(part -> part.length() > 5).toList());
    forms.removeIf(String::isEmpty);
  }

  private static String base64(String secret, int shift) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var from = bytes.length > shift ? shift : 0;
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String uri(String secret) {
    return URLEncoder.encode(secret, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String json(String secret) {
    return secret
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String xml(String secret) {
    return secret
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  private static String trimQuotes(String secret) {
    var quoted = secret.length() > 8 && secret.startsWith("\"") && secret.endsWith("\"");
    return quoted ? secret.substring(1, secret.length() - 1) : secret;
  }
}
