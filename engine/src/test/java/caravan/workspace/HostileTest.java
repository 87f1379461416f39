package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that no editor writes: what is said of them, line by line, and that reading them leaves the
 * folder as it was.
 */
class HostileTest {

  private static final String GOOD =
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

  private static Case of(String name, Harm harm, String... problems) {
    return new Case(name, harm, List.of(problems));
  }

  /** A file with these bytes. */
  private static Case file(String name, String file, byte[] bytes, String... problems) {
    return of(name, folder -> Files.write(made(folder.resolve(file)), bytes), problems);
  }

  private static Case file(String name, String file, String text, String... problems) {
    return file(name, file, text.getBytes(StandardCharsets.UTF_8), problems);
  }

  /** The contacts in another file, of another kind. */
  private static Case data(String name, String ending, byte[] bytes, String... problems) {
    return of(
        name,
        folder -> {
          var root = folder.resolve("caravan.yaml");
          Files.writeString(root, Files.readString(root).replace("c.csv", "c." + ending));
          Files.write(folder.resolve("data/c." + ending), bytes);
        },
        problems);
  }

  private static Case link(String name, String file, String target, String... problems) {
    return of(
        name,
        folder -> {
          Files.deleteIfExists(folder.resolve(file));
          Files.createSymbolicLink(made(folder.resolve(file)), Path.of(target));
        },
        problems);
  }

  private static Case pipe(String name, String file, String... problems) {
    return of(
        name,
        folder -> {
          Files.deleteIfExists(folder.resolve(file));
          var made = new ProcessBuilder("mkfifo", folder.resolve(file).toString()).start();
          assertThat(made.waitFor()).as("mkfifo, which this test needs").isZero();
        },
        problems);
  }

  private static Path made(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return file;
  }

  private static byte[] packed(String text) {
    try (var bytes = new ByteArrayOutputStream()) {
      try (var out = new GZIPOutputStream(bytes)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  static Stream<Case> cases() {
    return Stream.of(encodings(), rows(), packedFiles(), places(), depths(), lengths(), names())
        .flatMap(all -> all);
  }

  private static Stream<Case> encodings() {
    var latin1 = StandardCharsets.ISO_8859_1;
    var utf16 = StandardCharsets.UTF_16;
    return Stream.of(
        file(
            "Latin 1 in rows",
            "data/c.csv",
            bytes("id,email,plan\na,é,pro\n", latin1),
            "data/c.csv:2: 'é' is not UTF-8 text"),
        file(
            "the byte FF, which is no end",
            "data/c.csv",
            bytes("id,email,plan\na,b,c\n\u00ff,x,y\nd,e,f\n", latin1),
            "data/c.csv:3: 'ÿ' is not UTF-8 text"),
        file(
            "the byte FF in quotes",
            "data/c.csv",
            bytes("id,email,plan\na,b,c\n\"\u00ff\",x,y\n", latin1),
            "data/c.csv:3: 'ÿ' is not UTF-8 text"),
        file(
            "the byte FF among members",
            "data/m.csv",
            bytes("id\n\u00ff\n", latin1),
            "data/m.csv:2: 'ÿ' is not UTF-8 text"),
        file(
            "Latin 1 in the header",
            "data/c.csv",
            bytes("id,email,plan,é\n", latin1),
            "data/c.csv:1: 'é' is not UTF-8 text"),
        file(
            "UTF-16",
            "data/c.csv",
            bytes("id,email,plan\n", utf16),
            "data/c.csv:1: the file is UTF-16; it has to be UTF-8"),
        file("a byte order mark", "data/c.csv", "\uFEFFid,email,plan\na,b,pro\n"),
        file("one before a message", "messages/hi.md", "\uFEFF---\nsubject: x\n---\nx"),
        file(
            "a message in UTF-16",
            "messages/hi.md",
            bytes("---\nsubject: x\n---\n", utf16),
            "messages/hi.md: this file is not UTF-8 text"),
        file(
            "NUL in a row",
            "data/c.csv",
            "id,email,plan\na,b\0c,d\n",
            "data/c.csv:2: row 1, column 'email': 'b\\0c' does not fit text; it takes any text"
                + " without a NUL character"),
        file(
            "NUL in the header",
            "data/c.csv",
            "id,email,plan,x\0\n",
            "data/c.csv:1: column 4: its name has a character that cannot be kept"));
  }

  private static Stream<Case> rows() {
    return Stream.of(
        file(
            "an empty file",
            "data/c.csv",
            "",
            "data/c.csv:1: the file is empty; its first line has to name the columns"),
        file(
            "blank lines alone",
            "data/c.csv",
            "\n\n",
            "data/c.csv:1: the first line is blank; it has to name the columns"),
        file(
            "ragged rows and an open quote",
            "data/c.csv",
            "id,email,plan\na,b\nc,d,e,f\n\"x\n",
            "data/c.csv:2: the row has 2 cells, the header names 3",
            "data/c.csv:3: the row has 4 cells, the header names 3",
            "data/c.csv:4: a quote (\") is opened here and never closed"),
        file(
            "keys missing and repeated",
            "data/c.csv",
            "id,email,plan\na,x,y\n,x,y\n\"a\",x,\"y\nz\"\na,x,y\n,x,y\n",
            "data/c.csv:3: row 2 has no key: its 'id' is missing",
            "data/c.csv:4: row 3 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:6: row 4 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:7: row 5 has no key: its 'id' is missing"),
        file(
            "many keys repeated",
            "data/c.csv",
            "id,email,plan\n" + "a,x,y\n".repeat(9),
            "data/c.csv:3: row 2 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:4: row 3 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:5: row 4 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:6: row 5 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:7: row 6 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:7: and 3 more rows with the key of a row before them"),
        data(
            "NDJSON with a key twice, missing, and what is no object",
            "ndjson",
            "{\"id\":1,\"email\":\"x\",\"plan\":\"y\"}\n[1]\n{\"id\":1\n{\"id\":1,\"id\":2}\n{} {}\n"
                .getBytes(StandardCharsets.UTF_8),
            "data/c.ndjson:2: a JSON object like {\"id\": 1} is needed on every line",
            "data/c.ndjson:3: not a JSON object: Unexpected end-of-input: expected close marker"
                + " for Object",
            "data/c.ndjson:4: not a JSON object: Duplicate Object property \"id\"",
            "data/c.ndjson:5: something follows the JSON object; a line holds one"));
  }

  private static Stream<Case> packedFiles() {
    var packed = packed("id,email,plan\na,b,pro\n" + "x,y,z\n".repeat(1000));
    return Stream.of(
        data(
            "an empty gzip",
            "csv.gz",
            new byte[0],
            "data/c.csv.gz: the file ends too early; it was cut off or is not gzip"),
        data(
            "a gzip cut off",
            "csv.gz",
            Arrays.copyOf(packed, packed.length - 12),
            "data/c.csv.gz: the file ends too early; it was cut off or is not gzip"),
        data(
            "no gzip",
            "csv.gz",
            "id,email,plan\n".getBytes(StandardCharsets.UTF_8),
            "data/c.csv.gz: the file cannot be read: Not in GZIP format"),
        data(
            "a Parquet file that is none",
            "parquet",
            "PAR1 and PAR1".getBytes(StandardCharsets.UTF_8),
            "data/c.parquet: this is not a Parquet file that can be read: Invalid Input Error:"
                + " Footer length error"),
        data(
            "another kind",
            "xlsx",
            new byte[10],
            "data/c.xlsx: unknown kind of file; known are .csv, .csv.gz, .parquet, .ndjson,"
                + " .ndjson.gz and .jsonl"));
  }

  private static Stream<Case> places() {
    return Stream.of(
        link(
            "rows from outside",
            "data/c.csv",
            "/etc/passwd",
            "caravan.yaml:2: 'data/c.csv' leads out of the workspace"),
        link(
            "a device for rows",
            "data/c.csv",
            "/dev/zero",
            "caravan.yaml:2: 'data/c.csv' leads out of the workspace"),
        link(
            "a link to itself",
            "data/c.csv",
            "c.csv",
            "caravan.yaml:2: 'data/c.csv' does not exist"),
        pipe("a pipe for rows", "data/c.csv", "caravan.yaml:2: 'data/c.csv' is no ordinary file"),
        pipe(
            "a pipe for members",
            "data/m.csv",
            "segments.yaml:3: 'data/m.csv' is no ordinary file"),
        pipe(
            "a pipe for a message",
            "messages/x.md",
            "messages/x.md: this file is no ordinary file"),
        of(
            "a folder of journeys from outside",
            folder -> {
              Files.move(folder.resolve("journeys"), folder.resolveSibling("elsewhere"));
              Files.createSymbolicLink(
                  folder.resolve("journeys"), folder.resolveSibling("elsewhere"));
            },
            "journeys: this folder leads out of the workspace"),
        of(
            "a file where a folder should be",
            folder -> {
              Files.delete(folder.resolve("journeys/j.yaml"));
              Files.delete(folder.resolve("journeys"));
              Files.writeString(folder.resolve("journeys"), "x");
            },
            "journeys: this should be a folder"));
  }

  private static Stream<Case> depths() {
    return Stream.of(
        file(
            "brackets",
            "journeys/x.yaml",
            "[".repeat(100_000),
            "journeys/x.yaml:1: nested more than 100 deep"),
        file(
            "dashes",
            "journeys/x.yaml",
            "- ".repeat(100_000),
            "journeys/x.yaml:1: nested more than 100 deep"),
        file(
            "a message's head",
            "messages/hi.md",
            "---\nsubject: " + "[".repeat(100_000) + "\n---\n",
            "messages/hi.md:2: the front matter must be lines of 'key: value'"),
        file(
            "MJML",
            "messages/x.mjml",
            "---\nsubject: x\n---\n<mjml><mj-body>" + "<mj-wrapper>".repeat(50_000),
            "messages/x.mjml:4:1: cannot make a page of this: the body is nested too deeply",
            "messages/x.mjml:4:472: tags of MJML are nested more than 40 deep"),
        file("HTML", "messages/x.html", "---\nsubject: x\n---\n" + "<div>".repeat(50_000)),
        file("quotes", "messages/x.md", "---\nsubject: x\n---\n" + ">".repeat(50_000)),
        file("lists", "messages/x.md", "---\nsubject: x\n---\n" + "- ".repeat(20_000)),
        file("emphasis", "messages/x.md", "---\nsubject: x\n---\n" + "*a_".repeat(30_000)),
        file(
            "parentheses",
            "segments.yaml",
            "segments: [{segment: Pro, where: "
                + "(".repeat(10_000)
                + "id = 'a'"
                + ")".repeat(10_000)
                + "}]",
            "segments.yaml:1:234: the expression is nested more than 200 deep; make segments of"
                + " its parts"),
        data(
            "JSON",
            "ndjson",
            ("{\"id\":1,\"x\":" + "[".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8),
            "data/c.ndjson:1: not a JSON object: Document nesting depth (501) exceeds the maximum"
                + " allowed (500)"));
  }

  private static Stream<Case> lengths() {
    var long17 = "x".repeat(17_000_000);
    return Stream.of(
        file(
            "a cell",
            "data/c.csv",
            "id,email,plan\na,b,pro\nc," + long17 + ",d\n",
            "data/c.csv:3: the row is longer than 16 MB"),
        file(
            "a cell in quotes that never end",
            "data/c.csv",
            "id,email,plan\na,b,pro\nc,\"" + "x,\n".repeat(6_000_000),
            "data/c.csv:3: the row is longer than 16 MB"),
        file(
            "a header",
            "data/c.csv",
            "id,email,plan" + ",".repeat(17_000_000),
            "data/c.csv:1: the row is longer than 16 MB"),
        file(
            "a row of commas",
            "data/c.csv",
            "id,email,plan\na" + ",".repeat(17_000_000),
            "data/c.csv:2: the row is longer than 16 MB"),
        file(
            "columns",
            "data/c.csv",
            "id,email,plan" + ",x".repeat(1_600),
            "data/c.csv:1: the file has more than 1,600 columns, the most that a table can have"),
        file(
            "a member",
            "data/m.csv",
            "id\n" + long17 + "\n",
            "data/m.csv:2: the row is longer than 16 MB"),
        data(
            "an unpacked cell",
            "csv.gz",
            packed("id,email,plan\na," + long17 + ",b\n"),
            "data/c.csv.gz:2: the row is longer than 16 MB"),
        data(
            "a line of NDJSON",
            "ndjson",
            ("{\"id\":\"" + long17 + "\"}\n[]").getBytes(StandardCharsets.UTF_8),
            "data/c.ndjson:1: the row is longer than 16 MB",
            "data/c.ndjson:2: a JSON object like {\"id\": 1} is needed on every line"),
        file(
            "a line of YAML",
            "journeys/x.yaml",
            "journey: |\n  a\n  " + "x".repeat(1_100_000),
            "journeys/x.yaml:3: the line has more than 1,048,576 characters"),
        file(
            "a message",
            "messages/hi.md",
            "x".repeat(1_100_000),
            "messages/hi.md: a message may have a million characters, not 1100000"));
  }

  private static Stream<Case> names() {
    return Stream.of(
        file(
            "a file's name with an escape sequence",
            "journeys/\u001b[31m.yaml",
            "x",
            "journeys/\\u001b[31m.yaml:1: a journey should stand here, found the text 'x'"),
        file(
            "with a line end",
            "messages/a\nb.md",
            "---\nsubject: x\n---\n{{x}}",
            "messages/a\\nb.md:4:3: unknown 'x' (there are: contact)"),
        of(
            "that is not UTF-8",
            folder -> {
              var name = new String(new byte[] {(byte) 0xff}, StandardCharsets.ISO_8859_1);
              var script = "printf x > \"$0/journeys/$(printf '\\377').yaml\"";
              var made = new ProcessBuilder("sh", "-c", script, folder.toString()).start();
              assertThat(made.waitFor()).as("a file named " + name).isZero();
            },
            "journeys/\uFFFD.yaml: the name of this file is not UTF-8 text"),
        file(
            "a column's name with an escape sequence",
            "data/c.csv",
            "id,email,plan,\u001b[2J,\u001b[2J\n",
            "data/c.csv:1: column '\\u001b[2J' is there twice"),
        file(
            "names with control characters",
            "segments.yaml",
            "segments:\n  - {segment: Pro, where: id = 'a'}\n  - {segment: \"a\\e[31m\", where: id = 'a'}\n",
            "segments.yaml:3: a segment's name is a line of 1 to 200 characters, not blank at its"
                + " ends"));
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
