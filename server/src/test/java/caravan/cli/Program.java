package caravan.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Caravan as a process of its own. Processes of one test run share an archive of their classes,
 * which halves what a start costs; Java keeps such archives of jars only.
 */
public final class Program {

  private static final Path FOLDER = folder();
  private static final String CLASS_PATH = classPath();
  private static final Path ARCHIVE = archive();

  private Program() {}

  /** The command up to the program's own arguments, which follow. */
  public static List<String> command(String... arguments) {
    var command = java();
    command.addAll(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off"));
    return with(command, arguments);
  }

  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
    return command;
  }

  private static List<String> with(List<String> command, String... arguments) {
    command.addAll(List.of("-cp", CLASS_PATH, "caravan.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path folder() {
    try {
      var folder = Files.createTempDirectory("caravan-program");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This process's own class path, its folders made jars. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jar(Path classes) {
    try {
      var jar = Files.createTempFile(FOLDER, "classes", ".jar");
      try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
          var files = Files.walk(classes)) {
        zip.setLevel(0);
        for (var file : files.filter(Files::isRegularFile).toList()) {
          zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all classes that a server loads until it serves. */
  private static Path archive() {
    try {
      var workspace = Files.createDirectory(FOLDER.resolve("workspace"));
      var archive = FOLDER.resolve("classes.jsa");
      var command = java();
      command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off"));
      command.add("-Xlog:cds+dynamic=off");
      var process =
          new ProcessBuilder(with(command, "up", workspace.toString(), "--port", "0"))
              .redirectErrorStream(true)
              .start();
      try (var out = process.inputReader()) {
        var lines = new ArrayList<String>();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
          lines.add(line);
          if (line.startsWith("Ctrl+C")) { // it serves
            break;
          }
        }
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES) || !Files.exists(archive)) {
          throw new AssertionError("no archive was made:\n" + String.join("\n", lines));
        }
      } finally {
        process.destroyForcibly();
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
