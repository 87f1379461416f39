package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;

/** Files in odd places, of odd depths and lengths and with odd names. */
class HostileShapesTest extends HostileContract {

  static Stream<Case> cases() {
    return Stream.of(places(), depths(), lengths(), names()).flatMap(all -> all);
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
            "messages/a\\nb.md:4:3: unknown 'x' (there are: contact, links)"),
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
}
