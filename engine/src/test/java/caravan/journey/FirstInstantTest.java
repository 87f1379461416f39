package caravan.journey;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import caravan.workspace.Documents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstInstantTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private static Plan plan(String steps) {
    var texts = new LinkedHashMap<String, String>();
    texts.put(
        "caravan.yaml",
        """
        tables: {c: {audience: true, key: id, columns: {id: text, day: date, n: integer}}}
        time-zone: UTC
        """);
    texts.put("segments/All.yaml", "{segment: All, where: id is not missing}");
    texts.put("messages/m.md", "---\nsubject: s\n---\nHi");
    texts.put(
        "journeys/J.yaml",
        "{journey: J, audience: {segments: [All]}, frequency: one-time, steps: [" + steps + "]}");
    try (var db = DuckDb.inMemory(List.of())) {
      var problems = new Problems();
      var workspace = new Documents(texts).read(db, problems);
      problems.throwIfAny();
      return Plan.of(Objects.requireNonNull(workspace.orElseThrow().journeys().get("J")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | ''
          2 | {email: m}, {email: m}
          1 | {email: m}, {wait: 1 minute}, {email: m}
          1 | {email: m}, {exit: }, {email: m}
          3 | {email: m}, {set: {n: 1}}, {email: m}, {wait: {until: day}}, {email: m}
          2 | {email: m}, {wait: {until: 2026-03-02T07:59}}, {email: m}
          1 | {email: m}, {wait: {until: 2026-03-02T08:01}}, {email: m}
          2 | {email: m}, {wait: {until: 2026-03-02T08:01, zone: person}}, {email: m}
          2 | {email: m}, {wait: {at: "08:00"}}, {email: m}
          3 | {branch: [{if: n = 1, steps: [{email: m}, {email: m}]}, {if: n = 2, steps: [{exit: }]}]}, {email: m}
          1 | {branch: [{if: n = 1, steps: [{exit: }]}]}, {email: m}
          2 | {split: [{share: 50%, steps: [{email: m}]}]}, {email: m}
          2 | {wait-for: {if: n = 1, up-to: 1 day, then: [{email: m}], else: [{email: m}, {email: m}]}}, {email: m}
          0 | {wait-for: {event: x, then: [{email: m}]}}, {email: m}
          """)
  void countsTheMessagesOfTheLongestPath(int messages, String steps) {
    assertThat(FirstInstant.messages(plan(steps), NOW)).isEqualTo(messages);
  }
}
