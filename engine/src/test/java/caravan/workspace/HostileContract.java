package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that no editor writes: what is said of them, line by line, and that reading them leaves the
 * folder as it was. Cases come from a subclass's {@code cases()}.
 */
abstract class HostileContract {

  static final String GOOD =
      """
      == caravan.yaml
      tables:
        contact: {audience: true, key: id, data: data/c.csv, roles: {email: email}}
      == data/c.csv
      id,email,plan
      a,a@example.org,pro
      == data/m.csv
      id
      a
      == segments.yaml
      segments:
        - {segment: Pro, where: plan = 'pro'}
        - {segment: Pilot, members-from: data/m.csv}
      == journeys/j.yaml
      journey: J
      audience: {segments: [Pro]}
      frequency: one-time
      steps: [{email: hi}]
      == messages/hi.md
      ---
      subject: Hello
      kind: transactional
      ---
      Hi
      """;

  @TempDir Path temporary;

  /** What is done to a good workspace. */
  interface Harm {
    void to(Path folder) throws Exception;
  }

  record Case(String name, Harm harm, List<String> problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Case of(String name, Harm harm, String... problems) {
    return new Case(name, harm, List.of(problems));
  }

  /** A file with these bytes. */
  static Case file(String name, String file, byte[] bytes, String... problems) {
    return of(name, folder -> Files.write(made(folder.resolve(file)), bytes), problems);
  }

  static Case file(String name, String file, String text, String... problems) {
    return file(name, file, text.getBytes(StandardCharsets.UTF_8), problems);
  }

  /** The contacts in another file, of another kind. */
  static Case data(String name, String ending, byte[] bytes, String... problems) {
    return of(
        name,
        folder -> {
          var root = folder.resolve("caravan.yaml");
          Files.writeString(root, Files.readString(root).replace("c.csv", "c." + ending));
          Files.write(folder.resolve("data/c." + ending), bytes);
        },
        problems);
  }

  static Case link(String name, String file, String target, String... problems) {
    return of(
        name,
        folder -> {
          Files.deleteIfExists(folder.resolve(file));
          Files.createSymbolicLink(made(folder.resolve(file)), Path.of(target));
        },
        problems);
  }

  static Case pipe(String name, String file, String... problems) {
    return of(
        name,
        folder -> {
          Files.deleteIfExists(folder.resolve(file));
          var made = new ProcessBuilder("mkfifo", folder.resolve(file).toString()).start();
          assertThat(made.waitFor()).as("mkfifo, which this test needs").isZero();
        },
        problems);
  }

  static Path made(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return file;
  }

  static byte[] packed(String text) {
    try (var bytes = new ByteArrayOutputStream()) {
      try (var out = new GZIPOutputStream(bytes)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedAndLeftAlone(Case given) throws Exception {
    var folder = WorkspaceFiles.write(temporary.resolve("workspace"), GOOD);
    given.harm().to(folder);
    var before = contents(folder);
    assertThat(WorkspaceFiles.faults(folder)).isEqualTo(given.problems());
    assertThat(contents(folder)).isEqualTo(before);
    try (var links = Files.walk(temporary).filter(Files::isSymbolicLink)) {
      for (var link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  /** What stands in a folder, and when it was last written to. */
  private static Map<String, String> contents(Path folder) throws IOException {
    var contents = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        var written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        var isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        contents.put(file.toString(), written + " " + (isFile ? Files.size(file) : 0));
      }
    }
    return contents;
  }
}
