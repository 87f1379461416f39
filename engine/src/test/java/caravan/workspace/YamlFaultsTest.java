package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of files that are not as YAML files should be. */
class YamlFaultsTest extends FaultCases {

  static Stream<Case> cases() {
    return cases(
        """
        #### not YAML
        == caravan.yaml
        tables: {
        == segments.yaml
        segments:
        \t- x
        == journeys/a.yaml
        a: *nowhere
        == journeys/b.yaml
        == journeys/c.yaml
        # nothing
        == journeys/d.yaml
        a: 1
        ---
        b: 2
        >>>
        caravan.yaml:2: this is not YAML: expected the node content, but found '<stream end>'
        journeys/a.yaml:1: this is not YAML: found undefined alias nowhere
        journeys/b.yaml: the file is empty
        journeys/c.yaml: the file is empty
        journeys/d.yaml:2: this is not YAML: expected a single document in the stream, but found another document
        segments.yaml:2: this is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
        #### wrong kinds
        == segments.yaml
        - a
        == journeys/a.yaml
        text
        == journeys/b.yaml
        journey: [a]
        audience: {segments: Pro}
        frequency: {}
        steps: x
        == scenarios/s.yaml
        scenario: ~
        at: ""
        rows: {contact: {id: a}}
        steps: [live, {}, {live: []}]
        >>>
        journeys/a.yaml:1: a journey should stand here, found the text 'text'
        journeys/b.yaml:1: a journey's name should stand here, found a list
        journeys/b.yaml:2: a list of segments should stand here, found the text 'Pro'
        journeys/b.yaml:3: a frequency should stand here, found a mapping of keys
        journeys/b.yaml:4: a list of steps should stand here, found the text 'x'
        scenarios/s.yaml:1: a scenario needs 'scenario'
        scenarios/s.yaml:2: an instant like 2026-01-31T09:00:00Z should stand here, found the text ''
        scenarios/s.yaml:3: a list of rows should stand here, found a mapping of keys
        scenarios/s.yaml:4: a step like 'live: Welcome' should stand here, found the text 'live'
        scenarios/s.yaml:4: a step needs one of live, pause, resume, stop, advance, advance-to, change, remove, event, interaction, expect
        scenarios/s.yaml:4: a journey's name should stand here, found a list
        segments.yaml:1: 'segments:' and a list of segments should stand here, found a list
        #### keys twice, keys that are none, tags
        == segments.yaml
        segments:
          - segment: A
            audience: contact
            where: n = 1
            where: n = 2
          - segment: B
            audience: contact
            where: n = 1
            ? [x]
            : 1
            ~: 2
        >>>
        segments.yaml:5: 'where' stands here twice, first in line 4
        segments.yaml:9: a key should stand here, found a list
        segments.yaml:11: a key should stand here, found nothing
        #### a tag
        == segments.yaml
        segments:
          - !include x
          - !!str y
        >>>
        segments.yaml:2: tags have no meaning here: !include
        #### aliases
        == segments.yaml
        segments:
          - &a {segment: A, audience: contact, where: &w n = 1}
          - {segment: B, audience: contact, where: *w}
        == journeys/a.yaml
        &x
        steps: [*x]
        >>>
        journeys/a.yaml:1: an alias stands for a value that it is part of
        #### aliases of aliases
        == journeys/a.yaml
        a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        >>>
        journeys/a.yaml: its aliases stand for more than ten times the file
        """);
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    WorkspaceFiles.write(temporary, "== caravan.yaml\ntables: {contact: {key: id}}\n");
    Files.write(temporary.resolve("segments.yaml"), new byte[] {'a', (byte) 0xFF});
    assertThat(WorkspaceFiles.faults(temporary))
        .containsExactly("segments.yaml: this file is not UTF-8 text");
    Files.write(
        temporary.resolve("segments.yaml"), "segments: []".getBytes(StandardCharsets.UTF_16));
    assertThat(WorkspaceFiles.faults(temporary))
        .containsExactly("segments.yaml: this file is not UTF-8 text");
    Files.writeString(temporary.resolve("segments.yaml"), "segments: [\u0007]");
    assertThat(WorkspaceFiles.faults(temporary))
        .containsExactly("segments.yaml:1: this is not YAML: the character U+0007 is not allowed");
  }

  @Test
  void aByteOrderMarkIsNoFault() throws IOException {
    WorkspaceFiles.write(temporary, "== caravan.yaml\n\uFEFFtables: {contact: {key: id}}\n");
    assertThat(WorkspaceFiles.faults(temporary)).isEmpty();
  }

  @Test
  void nestedTooDeep() throws IOException {
    WorkspaceFiles.write(temporary, "== caravan.yaml\ntables: {contact: {key: id}}\n");
    Files.writeString(temporary.resolve("segments.yaml"), "[".repeat(100_000));
    assertThat(WorkspaceFiles.faults(temporary))
        .containsExactly("segments.yaml:1: nested more than 100 deep");
  }

  @Test
  void linksThatLeaveTheWorkspace() throws IOException {
    var inside = temporary.resolve("ws");
    Files.writeString(temporary.resolve("secret.md"), "---\nsubject: x\n---\nx");
    Files.writeString(temporary.resolve("secret.csv"), "id\n1\n");
    WorkspaceFiles.write(
        inside,
        """
        == caravan.yaml
        tables: {contact: {audience: true, key: id, data: c.csv}}
        == messages/a.md
        ---
        subject: x
        ---
        x
        """);
    Files.createSymbolicLink(inside.resolve("c.csv"), temporary.resolve("secret.csv"));
    Files.createSymbolicLink(inside.resolve("messages/b.md"), temporary.resolve("secret.md"));
    Files.createSymbolicLink(inside.resolve("messages/c.md"), inside.resolve("messages/a.md"));
    Files.createSymbolicLink(inside.resolve("segments.yaml"), temporary.resolve("nothing"));
    assertThat(WorkspaceFiles.faults(inside))
        .containsExactly(
            "caravan.yaml:1: 'c.csv' leads out of the workspace",
            "messages/b.md: this file leads out of the workspace",
            "segments.yaml: this file does not exist");
  }

  @Test
  void noWorkspace() {
    assertThat(WorkspaceFiles.faults(temporary.resolve("none")))
        .containsExactly(temporary.resolve("none") + ": there is no such folder");
    assertThat(WorkspaceFiles.faults(temporary))
        .containsExactly(temporary + ": this folder is no workspace: it has no caravan.yaml");
    assertThat(WorkspaceFiles.faults(WorkspaceFiles.write(temporary, "== caravan.yaml/x\n")))
        .containsExactly("caravan.yaml: this file is a folder, not a file");
  }
}
