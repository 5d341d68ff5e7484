package dev.lockgate.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of layers and sizes of the five images: what a job pulls once, and what each step adds.
 */
public record Layers(Map<String, ImageTar> images) {
  public static final List<String> STEPS = List.of("backup", "deploy", "diff", "drift", "restore");

  /** What an image may weigh, as it is pulled. */
  public static final long LIMIT = 130_000_000;

  public Layers {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }

  /** Takes the root of the repository; prints the table. */
  static void main(String[] arguments) throws IOException {
    IO.println(read(Path.of(arguments[0])).table());
  }

  /** The images that were built, by step. */
  public static Layers read(Path root) throws IOException {
    var found = new LinkedHashMap<String, ImageTar>();
    for (var step : STEPS) {
      var tar = root.resolve("action-" + step).resolve("target/jib-image.tar");
      if (Files.exists(tar)) {
        found.put(step, ImageTar.read(tar));
      }
    }
    return new Layers(found);
  }

  /**
   * The layers that every image begins with, in the same order: only those are shared in a pull.
   */
  public List<ImageTar.Layer> shared() {
    var all = images.values().stream().map(ImageTar::layers).toList();
    var shared = new ArrayList<ImageTar.Layer>();
    if (all.isEmpty()) {
      return shared;
    }
    for (int i = 0; i < all.getFirst().size(); i++) {
      int at = i;
      var layer = all.getFirst().get(at);
      if (!all.stream().allMatch(each -> at < each.size() && each.get(at).equals(layer))) {
        break;
      }
      shared.add(layer);
    }
    return shared;
  }

  /** The table, and a line for each image. */
  public String table() {
    var shared = shared();
    var lines = new ArrayList<String>();
    lines.add("| image   | layer        |     bytes |        | what |");
    lines.add("|---------|--------------|----------:|--------|------|");
    shared.forEach(layer -> lines.add(line("all", layer, "shared")));
    images.forEach((step, image) ->
        image.layers().stream()
            .skip(shared.size())
            .forEach(layer -> lines.add(line(step, layer, "own"))));
    images.forEach((step, image) ->
        lines.add(
            "%s pulls %.1f MB compressed, %.1f kB of it its own; image sha256:%s"
                .formatted(
                    step,
                    image.bytes() / 1e6,
                    image.layers().stream()
                            .skip(shared.size())
                            .mapToLong(ImageTar.Layer::bytes)
                            .sum()
                        / 1e3,
                    image.configuration().substring(0, 12))));
    return String.join("\n", lines);
  }

  private static String line(String image, ImageTar.Layer layer, String mark) {
    return String.format(
        Locale.ROOT,
        "| %-7s | %.12s | %9d | %-6s | %s |",
        image,
        layer.digest(),
        layer.bytes(),
        mark,
        layer.folders());
  }
}
