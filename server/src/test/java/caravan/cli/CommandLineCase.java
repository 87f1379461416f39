package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands as a person does, and sees what they print, write and answer. */
public abstract class CommandLineCase {

  @TempDir protected Path temporary;

  /** What a command answered. */
  protected record Answer(int code, String out, String errors) {

    /** Done, and silent on standard error. */
    public Answer isDone() {
      assertThat(errors).isEmpty();
      assertThat(code).as(out).isEqualTo(Caravan.DONE);
      return this;
    }

    /** Refused for these faults, and nothing else printed. */
    public void isRefused(String... problems) {
      assertThat(errors.lines().toList())
          .containsExactlyElementsOf(
              Stream.concat(
                      Stream.of(problems),
                      Stream.of(
                          problems.length == 1 ? "1 problem." : problems.length + " problems."))
                  .toList());
      assertThat(out).isEmpty();
      assertThat(code).isEqualTo(Caravan.WRONG_INPUT);
    }

    public List<String> lines() {
      return out.lines().toList();
    }
  }

  protected Answer run(Object... arguments) {
    var out = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var before = List.of(System.out, System.err);
    var encodings = new TreeMap<String, String>();
    for (var name : List.of("stdout.encoding", "stderr.encoding")) {
      encodings.put(name, System.getProperty(name, ""));
      System.setProperty(name, "UTF-8");
    }
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      var code = Caravan.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
      System.out.flush();
      System.err.flush();
      return new Answer(
          code, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before.getFirst());
      System.setErr(before.getLast());
      encodings.forEach(System::setProperty);
    }
  }

  /** Files in one text, each after a line {@code == name}. */
  protected static Path write(Path folder, String files) {
    try {
      for (var part : files.split("(?m)^== ", -1)) {
        if (!part.isBlank()) {
          var end = part.indexOf('\n');
          var file = folder.resolve(part.substring(0, end).strip());
          Files.createDirectories(file.toAbsolutePath().getParent());
          Files.writeString(file, part.substring(end + 1));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  /** Every file below a folder with its bytes, to see that nothing changed. */
  protected static Map<String, String> contents(Path folder) throws IOException {
    var contents = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
