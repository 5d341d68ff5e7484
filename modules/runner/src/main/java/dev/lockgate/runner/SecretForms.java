package dev.lockgate.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Every form in which a secret may turn up: as a URL, JSON, SQL, a shell or a header writes it. */
final class SecretForms {
  /** A shorter piece of Base64 or of a line would hide innocent words. */
  private static final int SHORTEST_PIECE = 6;

  private static final String UNRESERVED = "-._~";
  private static final String KEPT_IN_A_URL = UNRESERVED + "!$&'()*+,;=:@/?";

  private SecretForms() {}

  static Set<String> of(String secret) {
    var forms = new LinkedHashSet<String>();
    for (var plain : new LinkedHashSet<>(List.of(secret, decoded(secret)))) {
      addWritten(forms, plain);
      plain.lines().filter(line -> line.length() >= SHORTEST_PIECE).forEach(forms::add);
      addBase64(forms, plain.getBytes(UTF_8));
    }
    forms.remove("");
    return forms;
  }

  /** Percent-decoded; the text itself when it is no such encoding. */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private static void addWritten(Set<String> forms, String plain) {
    forms.add(plain);
    for (var kept : Set.of(UNRESERVED, KEPT_IN_A_URL)) {
      var encoded = percentEncoded(plain, kept);
      forms.add(encoded);
      forms.add(lowerCaseHex(encoded));
      forms.add(encoded.replace("%20", "+"));
    }
    forms.add(json(plain, c -> c < 0x20));
    forms.add(json(plain, c -> c < 0x20 || c > 0x7e));
    forms.add(json(plain, c -> c < 0x20).replace("/", "\\/"));
    forms.add(plain.replace("'", "''"));
    forms.add(plain.replace("\\", "\\\\").replace("'", "\\'"));
    forms.add(plain.replace("'", "'\\''"));
    forms.add(plain.replace("\\", "\\\\").replace(":", "\\:"));
    forms.add(xml(plain));
    forms.add(xml(plain).replace("'", "&#39;"));
  }

  private static String percentEncoded(String text, String kept) {
    var encoded = new StringBuilder();
    for (var b : text.getBytes(UTF_8)) {
      var c = (char) (b & 0xff);
      var plain = c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  private static String lowerCaseHex(String encoded) {
    var lower = new StringBuilder(encoded);
    for (var at = lower.indexOf("%");
        at >= 0 && at + 2 < lower.length();
        at = lower.indexOf("%", at + 1)) {
      lower.setCharAt(at + 1, Character.toLowerCase(lower.charAt(at + 1)));
      lower.setCharAt(at + 2, Character.toLowerCase(lower.charAt(at + 2)));
    }
    return lower.toString();
  }

  private static String json(String text, IntPredicate escaped) {
    var json = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> json.append(escaped.test(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return json.toString();
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** What of a secret is the same in Base64 at each of the three places where it may begin. */
  private static void addBase64(Set<String> forms, byte[] bytes) {
    forms.add(Base64.getEncoder().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    for (var start = 0; start < 3 && start < bytes.length; start++) {
      var whole = start + (bytes.length - start) / 3 * 3;
      var piece = Arrays.copyOfRange(bytes, start, whole);
      if (piece.length >= SHORTEST_PIECE) {
        forms.add(Base64.getEncoder().encodeToString(piece));
        forms.add(Base64.getUrlEncoder().encodeToString(piece));
      }
    }
  }
}
