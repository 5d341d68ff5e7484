package dev.lockgate.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts the shell command on a Java that can run it. Compiled for Java 8, so that `java -jar
 * lockgate.jar` answers with more than a class-file number where the default Java is old: it looks
 * for a Java 25 on the machine and hands over to it.
 */
public final class Launch {
  private static final int WANTED = 25;
  private static final String MAIN = "dev.lockgate.cli.Main";

  private Launch() {}

  public static void main(String[] args) throws Exception {
    if (feature(System.getProperty("java.specification.version")) >= WANTED) {
      Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
      return;
    }
    File java = newerJava();
    if (java == null) {
      System.err.println(
          "lockgate needs Java 25 or newer, and this is Java "
              + System.getProperty("java.specification.version")
              + ".\nNone was found in LOCKGATE_JAVA_HOME, JAVA_HOME, /usr/lib/jvm or ~/.sdkman."
              + "\nNothing was changed. Install a JDK 25, for example Temurin, or set"
              + " LOCKGATE_JAVA_HOME to one.");
      System.exit(2);
    }
    System.exit(handOver(java, args));
  }

  private static int handOver(File java, String[] args) throws Exception {
    List<String> command = new ArrayList<String>();
    command.add(java.getPath());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MAIN);
    command.addAll(Arrays.asList(args));
    final Process child = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread() {
              @Override
              public void run() {
                child.destroy();
                awaitEnd(child);
              }
            });
    return awaitEnd(child);
  }

  private static int awaitEnd(Process child) {
    while (true) {
      try {
        return child.waitFor();
      } catch (InterruptedException e) {
        child.destroy();
      }
    }
  }

  private static File newerJava() {
    List<File> homes = new ArrayList<File>();
    for (String name : new String[] {"LOCKGATE_JAVA_HOME", "JAVA_HOME", "JAVA_HOME_25_X64"}) {
      String home = System.getenv(name);
      if (home != null) {
        homes.add(new File(home));
      }
    }
    addChildren(homes, new File("/usr/lib/jvm"));
    addChildren(homes, new File(System.getProperty("user.home"), ".sdkman/candidates/java"));
    for (File home : homes) {
      File java = new File(home, "bin/java");
      if (java.canExecute() && featureOf(home) >= WANTED) {
        return java;
      }
    }
    return null;
  }

  private static void addChildren(List<File> homes, File folder) {
    File[] children = folder.listFiles();
    if (children != null) {
      Arrays.sort(children);
      homes.addAll(Arrays.asList(children));
    }
  }

  private static int featureOf(File home) {
    try {
      byte[] release = Files.readAllBytes(new File(home, "release").toPath());
      for (String line : new String(release, StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("JAVA_VERSION=\"")) {
          return feature(line.substring("JAVA_VERSION=\"".length()));
        }
      }
    } catch (IOException e) {
      return 0; // no release file: not a Java home we know
    }
    return 0;
  }

  /** The feature number in texts such as 1.8, 17.0.15", 25. */
  private static int feature(String version) {
    String[] parts = version.split("[^0-9]+", -1);
    int first = parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]);
    return first == 1 && parts.length > 1 ? Integer.parseInt(parts[1]) : first;
  }
}
