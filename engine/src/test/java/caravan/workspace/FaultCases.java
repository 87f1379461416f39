package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases of what is wrong with a workspace, and what is said about it. A text of cases has, for
 * each, a line {@code #### name}, files after lines {@code == file} that are added to a good
 * workspace or replace its own, and the exact problems after a line {@code >>>}.
 */
abstract class FaultCases {

  private static final String GOOD =
      """
      == caravan.yaml
      tables:
        contact: {audience: true, key: id, roles: {email: email, consent: ok}, columns: {id: text, email: text, ok: boolean, joined: date, n: integer, plan: text}, belongs-to: {company: company_id}}
        company: {key: id, audience: true, columns: {id: integer, name: text, founded: timestamp}}
        order: {columns: {amount: decimal, contact_id: text}, belongs-to: {contact: contact_id}}
      == segments.yaml
      segments:
        - {segment: Pro, audience: contact, where: plan = 'pro'}
        - {segment: Large, audience: company, where: name is not missing}
      == messages/hello.txt
      ---
      subject: Hello
      ---
      Hello
      """;

  @TempDir Path temporary;

  record Case(String name, String files, List<String> problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases(String text) {
    var cases = new ArrayList<Case>();
    for (var part : text.split("(?m)^#### ", -1)) {
      if (!part.isBlank()) {
        var lines = part.lines().toList();
        var files = part.substring(part.indexOf('\n') + 1, part.indexOf(">>>"));
        var problems = part.substring(part.indexOf(">>>") + 3).strip().lines().toList();
        cases.add(new Case(lines.getFirst(), files, problems));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrong(Case given) {
    WorkspaceFiles.write(temporary, GOOD);
    WorkspaceFiles.write(temporary, given.files());
    assertThat(WorkspaceFiles.faults(temporary)).isEqualTo(given.problems());
  }
}
