package dev.lockgate.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as Jib writes it: what {@code docker load} reads.
 *
 * @param configuration digest of the configuration, which is the image's identity in an engine
 * @param layers in their order
 */
public record ImageTar(String configuration, List<Layer> layers) {
  private static final Pattern CONFIG = Pattern.compile("\"Config\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern LAYERS = Pattern.compile("\"Layers\"\\s*:\\s*\\[([^]]*)]");

  /**
   * A layer as it is pulled.
   *
   * @param digest of the compressed bytes
   * @param bytes compressed
   * @param folders what it fills, for people
   */
  public record Layer(String digest, long bytes, String folders) {}

  public ImageTar {
    layers = List.copyOf(layers);
  }

  /** What is pulled, in bytes. */
  public long bytes() {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }

  static ImageTar read(Path file) throws IOException {
    var texts = new HashMap<String, byte[]>();
    var layers = new HashMap<String, Layer>();
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().endsWith(".json")) {
          texts.put(entry.getName(), tar.readAllBytes());
        } else if (entry.getName().endsWith(".tar.gz")) {
          layers.put(entry.getName(), layer(tar, entry.getSize()));
        }
      }
    }
    var manifest = new String(part(texts, "manifest.json"), StandardCharsets.UTF_8);
    var configuration = part(texts, first(CONFIG, manifest));
    return new ImageTar(Digest.of(configuration), ordered(first(LAYERS, manifest), layers));
  }

  private static byte[] part(Map<String, byte[]> texts, String name) {
    var text = texts.get(name);
    if (text == null) {
      throw new BuildFailure("the image has no " + name);
    }
    return text;
  }

  private static List<Layer> ordered(String names, Map<String, Layer> layers) {
    var found = new ArrayList<Layer>();
    for (var name : names.split(",", -1)) {
      var layer = layers.get(name.strip().replace("\"", ""));
      if (layer == null) {
        throw new BuildFailure("the manifest names a layer that is not there: " + name);
      }
      found.add(layer);
    }
    return found;
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new BuildFailure("not a manifest: " + text);
    }
    return found.group(1);
  }

  private static Layer layer(InputStream in, long size) throws IOException {
    var digest = Digest.sha256();
    var compressed = new DigestInputStream(in, digest);
    var folders = new TreeSet<String>();
    // neither of the two is closed: the archive around them goes on
    var files = new TarArchiveInputStream(new GZIPInputStream(compressed));
    for (var entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
      if (!entry.isDirectory()) {
        folders.add(place(entry.getName()));
      }
    }
    compressed.transferTo(OutputStream.nullOutputStream());
    return new Layer(Digest.hex(digest), size, summary(folders));
  }

  /** The one or two first parts of a path say enough, three below opt and for a step's own jar. */
  private static String place(String name) {
    var path = Path.of("/", name);
    boolean whole = path.startsWith("/opt") || path.startsWith("/app/classpath");
    int parts = whole ? 3 : path.startsWith("/app") ? 2 : 1;
    return "/" + path.subpath(0, Math.min(parts, path.getNameCount()));
  }

  private static String summary(TreeSet<String> folders) {
    var shown = folders.stream().limit(4).toList();
    return String.join(" ", shown) + (shown.size() < folders.size() ? " …" : "");
  }
}
