package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.problem.InvalidInput;
import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the documents are to become by files that know nothing of another source. */
class ProposalTest {

  private static final String OWN =
      "tables: {contact: {audience: true, key: id, columns: {id: text, plan: text}}}\n";
  private static final String ROOT =
      """
      tables:
        contact: {audience: true, key: id, columns: {id: text, plan: text}}
        profile: {audience: true, key: id, source: customer-insights, columns: {id: text}}
      """;
  private static final String FOREIGN =
      "{segment: Loyal, audience: profile, source: customer-insights, id: s1}";
  private static final String PRO = "{segment: Pro, audience: contact, where: plan = 'pro'}";

  private static Documents stored(DuckDb db) {
    var texts =
        Map.of("caravan.yaml", ROOT, "segments/Loyal.yaml", FOREIGN, "segments/Pro.yaml", PRO);
    var problems = new Problems();
    var read = new Documents(texts).read(db, problems);
    problems.throwIfAny();
    return Documents.of(read.orElseThrow());
  }

  private static List<String> changes(Map<String, String> files, DuckDb db) {
    var stored = stored(db);
    return Difference.between(stored, Proposal.of(files, stored, db)).stream()
        .map(it -> it.kind() + " " + it.document())
        .toList();
  }

  @Test
  void whatComesFromAnotherSourceIsLeftAlone() {
    try (var db = DuckDb.inMemory(List.of())) {
      assertThat(changes(Map.of("caravan.yaml", OWN, "segments/a.yaml", PRO), db)).isEmpty();
      assertThat(changes(Map.of("caravan.yaml", OWN), db))
          .containsExactly("REMOVED segments/Pro.yaml");
      var other = FOREIGN.replace("s1", "s2");
      assertThat(
              changes(
                  Map.of(
                      "caravan.yaml",
                      ROOT.replace("columns: {id: text}}", "columns: {id: text, more: text}}"),
                      "segments.yaml",
                      "segments: [" + PRO + ", " + other + "]"),
                  db))
          .as("whatever the files say of it")
          .isEmpty();
      assertThat(
              changes(
                  Map.of(
                      "caravan.yaml", OWN,
                      "segments/a.yaml", PRO,
                      "journeys/j.yaml",
                          "{journey: J, audience: {segments: [Loyal]}, frequency: ongoing, steps: []}"),
                  db))
          .as("and yet used")
          .containsExactly("ADDED journeys/J.yaml");
    }
  }

  @Test
  void everythingThatIsWrongIsSaid() {
    try (var db = DuckDb.inMemory(List.of())) {
      var files = new HashMap<String, String>();
      files.put("caravan.yaml", OWN);
      files.put("segments.yaml", "segments: [{segment: Pro, audience: contact, where: plam = 1}]");
      assertThatThrownBy(() -> changes(files, db))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("segments.yaml:1")
          .hasMessageContaining("plam");
      files.remove("caravan.yaml");
      assertThatThrownBy(() -> changes(files, db)).isInstanceOf(InvalidInput.class);
    }
  }

  @Test
  void passwordsAreHiddenAndKept() {
    var root = "email: {smtp: \"smtp://user:p4ss$1word@mail.example:587\"}";
    var hidden = Passwords.hide(root);
    assertThat(hidden).isEqualTo("email: {smtp: \"smtp://user:***@mail.example:587\"}");
    assertThat(Passwords.show(hidden, root)).isEqualTo(root);
    assertThat(Passwords.show(root.replace("p4ss", "new"), root)).contains("new$1word");
  }
}
