package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.problem.InvalidInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message in several languages: a file each, told by the ending of its name. */
class VariantsTest {

  private static final String START =
      """
      == caravan.yaml
      tables: {contact: {audience: true, key: id, columns: {id: text, email: text, lang: text}, roles: {email: email, language: lang}}}
      == segments.yaml
      segments: [{segment: All, where: id is not missing}]
      == journeys/j.yaml
      journey: J
      audience: {segments: [All]}
      frequency: ongoing
      steps: [{email: welcome}]
      == messages/welcome.md
      ---
      subject: Welcome
      kind: transactional
      topic: welcome
      from: Harbour <news@harbour.example>
      ---
      Hello
      """;

  @TempDir Path temporary;

  private Workspace read(String more) throws IOException {
    return WorkspaceFiles.read(WorkspaceFiles.write(temporary.resolve("w"), START + more));
  }

  private static Message message(Workspace workspace, String name) {
    return Objects.requireNonNull(workspace.messages().get(name));
  }

  @ParameterizedTest
  @CsvSource({
    "de, welcome.de",
    "de_AT, welcome.de",
    "DE-at, welcome.de",
    "pt, welcome",
    "pt-BR, welcome.pt-BR",
    "pt-BR-x-a, welcome.pt-BR",
    "zh-Hant-TW, welcome.zh-Hant",
    "fr, welcome",
    "??, welcome",
    ", welcome",
  })
  void theLongestFitIsTaken(@Nullable String language, String name) throws IOException {
    var workspace =
        read(
            """
            == messages/welcome.de.txt
            ---
            subject: Willkommen
            from: Hafen <post@harbour.example>
            ---
            Hallo
            == messages/welcome.pt-BR.md
            ---
            subject: Bem-vindo
            ---
            Oi
            == messages/welcome.zh-Hant.md
            ---
            subject: Z
            ---
            z
            """);
    assertThat(message(workspace, "welcome").in(language).name()).isEqualTo(name);
  }

  @Test
  void allButSubjectAndSenderIsTheDefaults() throws IOException {
    var workspace =
        read(
            """
            == messages/welcome.de.txt
            ---
            subject: Willkommen
            from: Hafen <post@harbour.example>
            ---
            Hallo {{contact.lang}}
            == messages/welcome.fr.txt
            ---
            subject: Bienvenue
            ---
            Salut
            """);
    var german = message(workspace, "welcome").in("de");
    assertThat(german.kind()).isEqualTo(MessageKind.TRANSACTIONAL);
    assertThat(german.topic()).isEqualTo("welcome");
    assertThat(german.from()).isEqualTo("Hafen <post@harbour.example>");
    assertThat(message(workspace, "welcome").in("fr").from())
        .isEqualTo("Harbour <news@harbour.example>");
    assertThat(message(workspace, "welcome").usesInAll()).hasSize(1);
    Export.write(workspace, temporary.resolve("second"));
    assertThat(message(WorkspaceFiles.read(temporary.resolve("second")), "welcome").variants())
        .containsOnlyKeys("de", "fr");
  }

  @Test
  void whatIsNoLanguageOrHasNoDefaultIsAMessageOfItsOwn() throws IOException {
    var workspace =
        read(
            """
            == messages/welcome.new.txt
            ---
            subject: New
            kind: commercial
            ---
            x
            == messages/other.de.txt
            ---
            subject: Other
            ---
            x
            """);
    assertThat(message(workspace, "welcome").variants()).isEmpty();
    assertThat(workspace.messages()).containsOnlyKeys("welcome", "welcome.new", "other.de");
  }

  @Test
  void allThatIsWrongInVariantsIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    == messages/welcome.de.md
                    ---
                    kind: commercial
                    ---
                    {{contact.nme}}
                    == messages/welcome.fr.md
                    ---
                    subject: F
                    from: nobody
                    subjekt: x
                    ---
                    x
                    == journeys/k.yaml
                    journey: K
                    audience: {segments: [All]}
                    frequency: ongoing
                    steps: [{email: welcome.fr}]
                    """))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(problem -> problem.place().file() + " " + problem.code())
                    .containsExactlyInAnyOrder(
                        "messages/welcome.de.md variant",
                        "messages/welcome.de.md missing-subject",
                        "messages/welcome.de.md unknown-column",
                        "messages/welcome.fr.md bad-address",
                        "messages/welcome.fr.md unknown-key",
                        "journeys/k.yaml unknown-message"));
  }
}
