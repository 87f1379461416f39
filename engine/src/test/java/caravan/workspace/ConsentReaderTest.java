package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.message.Cap;
import caravan.message.ConsentPolicy;
import caravan.message.QuietTime;
import caravan.message.QuietTimes;
import caravan.problem.InvalidInput;
import caravan.problem.Problem;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentReaderTest {

  private static final String REST =
      """
      == segments.yaml
      segments: [{segment: All, where: id is not missing}]
      == journeys/j.yaml
      journey: J
      audience: {segments: [All]}
      frequency: ongoing
      steps: [{email: m}]
      == messages/m.md
      ---
      subject: S
      topic: offer
      ---
      x
      """;

  @TempDir Path temporary;

  private Workspace read(String consent) throws IOException {
    var files =
        """
        == caravan.yaml
        tables: {contact: {audience: true, key: id, columns: {id: text, email: text, ok: boolean}, roles: {email: email, consent: ok}}}
        """
            + consent
            + REST;
    return WorkspaceFiles.read(WorkspaceFiles.write(temporary.resolve("w"), files));
  }

  @Test
  void readsAndWritesItBack() throws IOException {
    var first =
        read(
            """
            consent:
              model: opt-in
              tracking: never
              postal-address: "Harbour\\nHamburg"
              topics: {offers: "Offers & more", "a: b": x}
              caps: {email: 3 per 7 days, all: [1 per day, 4 per 2 weeks], over: defer}
              quiet: {all: 21:00 - 08:00, sms: 20:00-09:30, email: never}
            """);
    assertThat(first.settings().consent())
        .isEqualTo(
            new ConsentPolicy(
                ConsentPolicy.Model.OPT_IN,
                ConsentPolicy.Tracking.NEVER,
                "Harbour\nHamburg",
                Map.of("offers", "Offers & more", "a: b", "x"),
                List.of(
                    new Cap("email", 3, new Span(7, TimeUnit.DAYS)),
                    new Cap(null, 1, new Span(1, TimeUnit.DAYS)),
                    new Cap(null, 4, new Span(2, TimeUnit.WEEKS))),
                ConsentPolicy.Over.DEFER,
                new QuietTimes(
                    new QuietTime(LocalTime.of(21, 0), LocalTime.of(8, 0)),
                    Map.of(
                        "sms", Optional.of(new QuietTime(LocalTime.of(20, 0), LocalTime.of(9, 30))),
                        "email", Optional.empty()))));
    Export.write(first, temporary.resolve("second"));
    assertThat(WorkspaceFiles.read(temporary.resolve("second")).settings())
        .isEqualTo(first.settings());
    assertThat(first.warnings())
        .extracting(Problem::code)
        .contains("unknown-topic")
        .doesNotContain("no-postal-address");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    var workspace = read("");
    assertThat(workspace.settings().consent()).isEqualTo(ConsentPolicy.DEFAULT);
    assertThat(workspace.warnings())
        .extracting(Problem::code)
        .contains("no-postal-address")
        .doesNotContain("unknown-topic");
  }

  @Test
  void saysAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    consent: {model: opt-up, tracking: [always], topics: {a: ""}, postal: x, caps: {email: [often, 0 per day], fax: 1 per day, over: wait}, quiet: {all: never, sms: "25:00 - 08:00", fax: never, email: [], push: 08:00 - 08:00}}
                    """))
        .isInstanceOfSatisfying(
            InvalidInput.class, invalid -> assertThat(invalid.problems()).hasSize(13));
  }
}
