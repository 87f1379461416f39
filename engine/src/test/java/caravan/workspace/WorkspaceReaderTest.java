package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.tile.Branch;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Step;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.Webhook;
import caravan.profile.Column;
import caravan.profile.Role;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.segment.Interaction;
import caravan.segment.Printer;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from files that are as they should be. */
class WorkspaceReaderTest {

  @TempDir Path temporary;

  private Workspace read(String files) {
    return WorkspaceFiles.read(WorkspaceFiles.write(temporary, files));
  }

  @Test
  void tables() {
    var workspace = read(WorkspaceFiles.EVERYTHING);
    var schema = workspace.schema();
    assertThat(schema.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(schema.tables().keySet()).containsExactly("contact", "purchase", "account");
    var contact = schema.table("contact");
    assertThat(contact.audience()).isTrue();
    assertThat(contact.keyColumn()).isEqualTo(new Column("id", ColumnType.TEXT));
    assertThat(contact.columns().values())
        .contains(
            new Column("joined", ColumnType.DATE),
            new Column("ltv", ColumnType.NUMBER),
            new Column("optin", ColumnType.BOOLEAN),
            new Column("referred_by", ColumnType.TEXT));
    assertThat(contact.columns().keySet())
        .startsWith("id", "email")
        .endsWith("joined", "extra", "seen");
    assertThat(contact.role(Role.PHONE)).map(Column::name).contains("mobile");
    assertThat(contact.toOne().values())
        .containsExactly(
            new ToOne("account", "account_id", "account"),
            new ToOne("referrer", "referred_by", "contact"));
    assertThat(contact.toMany().values())
        .containsExactly(new ToMany("purchase", "purchase", "contact_id"));
    assertThat(schema.table("account").toMany().values())
        .containsExactly(new ToMany("contact", "contact", "account_id"));
    assertThat(schema.table("purchase").column("contact_id").map(Column::type))
        .contains(ColumnType.TEXT);
    assertThat(workspace.data().keySet()).containsExactly("contact", "purchase", "account");
    assertThat(Objects.requireNonNull(workspace.data().get("contact")).rows()).isEqualTo(2);
  }

  @Test
  void aColumnThatHoldsAKeyHasItsType() {
    var schema =
        read("""
        == caravan.yaml
        tables:
          order: {belongs-to: {contact: contact_id}, data: o.csv}
          contact: {audience: true, key: id, data: c.csv}
        relations: {contact.boss: boss_id -> contact}
        == o.csv
        contact_id
        1
        == c.csv
        id,boss_id
        a,1
        1,2
        """)
            .schema();
    assertThat(schema.table("order").column("contact_id").map(Column::type))
        .contains(ColumnType.TEXT);
    assertThat(schema.table("contact").column("boss_id").map(Column::type))
        .contains(ColumnType.TEXT);
  }

  @Test
  void settings() {
    var settings = read(WorkspaceFiles.EVERYTHING).settings();
    assertThat(settings.email())
        .isEqualTo(
            new Settings.Smtp(
                "smtp://user:s3cret@mail.example:587",
                "Harbour <news@harbour.example>",
                4,
                null,
                Map.of(),
                Settings.Smtp.DEFAULT_ATTEMPTS,
                false,
                new Settings.Dkim(
                    "caravan",
                    "harbour.example",
                    new SecretSource(SecretSource.Kind.FILE, "dkim.pem")),
                new Returns(
                    "imaps://mail.example",
                    "bounces",
                    new SecretSource(SecretSource.Kind.ENV, "CARAVAN_SECRET_BOUNCES"),
                    "INBOX/Bounces",
                    "Done",
                    new Span(10, TimeUnit.MINUTES))));
    assertThat(settings.from()).contains("Harbour <news@harbour.example>");
    assertThat(settings.toString()).contains("smtp://user:***@mail.example:587");
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThat(settings.calls().keySet()).containsExactly("sms", "push", "webhook");
    var sms = settings.calls().get("sms");
    assertThat(sms)
        .isEqualTo(
            new HttpChannel(
                "https://gateway.example/send?a=1",
                Map.of(
                    "to",
                    "{{ contact.mobile }}",
                    "text",
                    "{{ message.text }}",
                    "list",
                    List.of(1L, new BigDecimal("2.50"), "3", true)),
                new SecretSource(SecretSource.Kind.ENV, "CARAVAN_SECRET_SMS"),
                new SecretSource(SecretSource.Kind.FILE, "token"),
                Duration.ofSeconds(5),
                false,
                Settings.Smtp.DEFAULT_CONNECTIONS,
                new SendRate(10, ChronoUnit.SECONDS),
                Settings.Smtp.DEFAULT_ATTEMPTS,
                true));
  }

  @Test
  void segments() {
    var segments = read(WorkspaceFiles.EVERYTHING).segments();
    assertThat(segments.keySet())
        .containsExactly(
            "Big spenders", "Employees", "Pilot group", "VIP", "Only always", "Accounts");
    var employees = Objects.requireNonNull(segments.get("Employees"));
    assertThat(employees.members()).isEqualTo(List.of("007", "c17"));
    assertThat(employees.also()).isEqualTo(List.of("c99"));
    assertThat(employees.never()).isEqualTo(List.of("c13"));
    assertThat(Objects.requireNonNull(segments.get("Pilot group")).members())
        .isEqualTo(List.of("007"));
    var vip = Objects.requireNonNull(segments.get("VIP"));
    assertThat(Printer.print(Objects.requireNonNull(vip.where())))
        .isEqualTo(
            "country in ('DE', 'AT') and (any(ever opened where message = 'a') or count(sent) >"
                + " 2)");
    assertThat(Objects.requireNonNull(segments.get("Accounts")).audience()).isEqualTo("account");
  }

  @Test
  void warnings() {
    assertThat(read(WorkspaceFiles.EVERYTHING).warnings())
        .map(Object::toString)
        .containsExactly(
            "data/pilot.csv: 1 of 2 e-mail addresses belong to no row of contact,"
                + " nobody@example.org for one");
  }

  @Test
  void warningsOfMessagesThatReachNobody() {
    var files =
        WorkspaceFiles.ROWS_ALONE.replace("roles: {email: email}", "columns: {email: text}")
            + """
            == messages/picture.png
            x
            == journeys/j.yml
            x
            == segment.yaml
            x
            """;
    assertThat(read(files).warnings())
        .map(Object::toString)
        .containsExactly(
            "journeys/j.yml: this is not read: journeys are files that end in .yaml",
            "segment.yaml: this is not read: definitions stand in caravan.yaml, segments.yaml and"
                + " the folders segments, journeys, scenarios",
            "messages/picture.png: this is not read: messages are files that end in .md, .mjml,"
                + " .html or .txt",
            "journeys/j.yaml:4: contact has no role 'email', so everyone would be blocked here:"
                + " no-address",
            "journeys/j.yaml:4: message 'm' is commercial, but contact has no role 'consent':"
                + " nobody is asked",
            "caravan.yaml:1: commercial e-mail needs the postal address of its sender: say it in"
                + " 'consent: {postal-address: …}'");
  }

  private Journey renewal() {
    var journeys = read(WorkspaceFiles.EVERYTHING).journeys();
    assertThat(journeys.keySet())
        .containsExactly("Accounts journey", "Renewal reminder", "Once: only");
    return Objects.requireNonNull(journeys.get("Renewal reminder"));
  }

  @Test
  void journeys() {
    var journey = renewal();
    assertThat(journey.audience()).isEqualTo("contact");
    assertThat(journey.segments()).containsExactly("Big spenders", "VIP");
    assertThat(journey.exclude()).containsExactly("Employees");
    assertThat(journey.frequency())
        .isEqualTo(new Frequency.Repeating(new Span(1, TimeUnit.MONTHS)));
    assertThat(journey.start()).isEqualTo(LocalDateTime.parse("2026-12-01T09:00"));
    assertThat(journey.end()).isEqualTo(LocalDateTime.parse("2027-12-01T00:00:30"));
    assertThat(journey.zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
    assertThat(String.valueOf(journey.entryRate())).isEqualTo("10000 per hour");
    assertThat(journey.exitSegments()).containsExactly("Pilot group");
    assertThat(journey.exitEvents()).containsExactly("subscription-cancelled");
    assertThat(Objects.requireNonNull(journey.goal()).within())
        .isEqualTo(new Span(14, TimeUnit.DAYS));
  }

  @Test
  void steps() {
    var steps = renewal().steps();
    assertThat(steps.stream().map(Step::id))
        .containsExactly("1", "2", "3", "4", "5", "6", "asked", "8", "9", "10", "11");
    assertThat(steps.get(1).tile())
        .isEqualTo(new Wait(new Wait.Elapsed(new Span(3, TimeUnit.DAYS)), false));
    var paths = ((Branch) steps.get(2).tile()).paths();
    assertThat(paths.get(0).steps())
        .containsExactly(new Step("vip", new SendMessage("email", "a")));
    assertThat(paths.get(2).condition()).isNull();
    assertThat(paths.get(2).steps().stream().map(Step::id))
        .containsExactly("3.3.1", "3.3.2", "3.3.3");
    assertThat(paths.get(2).steps().getFirst().tile().subject())
        .isEqualTo("until renewal -1 day at 09:00");
    assertThat(((Wait) paths.get(2).steps().get(1).tile()).personal()).isTrue();
    assertThat(steps.get(4).tile())
        .isEqualTo(
            new Wait(
                new Wait.TimeOfDay(LocalTime.of(9, 0), Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
                true));
    assertThat(steps.get(5).tile().subject()).isEqualTo("until 18:30:15");
    var waitFor = (WaitFor) steps.get(6).tile();
    assertThat(waitFor.upTo()).isEqualTo(new Span(5, TimeUnit.DAYS));
    assertThat(waitFor.then().getFirst().id()).isEqualTo("7.1.1");
    assertThat(waitFor.otherwise().getFirst().id()).isEqualTo("7.2.1");
    assertThat(((SetColumns) waitFor.then().getFirst().tile()).values())
        .containsEntry("tier", "warm")
        .containsEntry("ltv", 3.5)
        .containsEntry("joined", null)
        .containsEntry("extra", "{\"a\":[1,\"x\"]}")
        .containsEntry("seen", Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(((WaitFor) steps.get(7).tile()).trigger())
        .isEqualTo(new WaitFor.Event("purchase-made"));
    assertThat(steps.get(8).tile().subject()).isEqualTo("12.5 % / 50 %");
    assertThat(((Webhook) steps.get(9).tile()).body())
        .containsEntry("id", "{{ contact.id }}")
        .containsEntry("n", 12L)
        .containsEntry("f", new BigDecimal("1.50"))
        .containsEntry("t", "12")
        .containsEntry("on", true)
        .containsEntry("no", null)
        .containsEntry("list", List.of("a", Map.of("b", "c")));
  }

  @Test
  void messages() {
    assertThat(read(WorkspaceFiles.EVERYTHING).messages().keySet())
        .containsExactly("a", "b", "nudge", "short", "unused");
  }

  @Test
  void scenarios() {
    var scenario = read(WorkspaceFiles.EVERYTHING).scenarios().getFirst();
    assertThat(scenario.place()).hasToString("scenarios/one.yaml:1");
    assertThat(scenario.at()).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
    var rows = Objects.requireNonNull(scenario.rows().get("contact"));
    assertThat(rows.getFirst().place().line()).isEqualTo(5);
    assertThat(rows.getFirst().cells())
        .containsEntry("id", "ann")
        .containsEntry("ltv", 3.0)
        .containsEntry("joined", LocalDate.of(2026, 1, 1))
        .containsEntry("optin", true)
        .containsEntry("extra", "{\"deep\":[1,\"1\"]}")
        .containsEntry("tier", "null");
    assertThat(rows.get(1).cells()).containsEntry("email", null).doesNotContainKey("tier");
    assertThat(scenario.rows().get("account")).isEmpty();
    var steps = scenario.steps();
    assertThat(steps).hasSize(14);
    var none = Optional.<Map<String, List<Object>>>empty();
    assertThat(steps.get(1))
        .isEqualTo(
            new ScenarioStep.Expect(
                steps.get(1).place(),
                Optional.of(Map.of("a", List.of("ann", "ann"), "short", List.of())),
                none,
                Optional.empty(),
                Optional.empty(),
                none));
    assertThat(((ScenarioStep.Remove) steps.get(5)).keys())
        .isEqualTo(Map.of("contact", List.of("eve", "007")));
    assertThat(((ScenarioStep.Event) steps.get(6)).properties())
        .isEqualTo("{\"amount\":12,\"rate\":1.50,\"text\":\"12\",\"deep\":{\"a\":[true,null]}}");
    assertThat(((ScenarioStep.Event) steps.get(7)).audience()).isEqualTo("account");
    assertThat(((ScenarioStep.Interacted) steps.get(9)).type()).isEqualTo(Interaction.CLICKED);
    var expect = (ScenarioStep.Expect) steps.get(10);
    assertThat(expect.sent()).contains(Map.of());
    assertThat(expect.left())
        .contains(Map.of("Renewal reminder", Map.of("exit-segment", List.of("cid"))));
  }

  @Test
  void withoutDataColumnsComeFromTheRowsOfScenarios() {
    var workspace = read(WorkspaceFiles.ROWS_ALONE);
    var contact = workspace.schema().table("contact");
    assertThat(contact.columns().values())
        .containsExactly(
            new Column("id", ColumnType.INTEGER),
            new Column("email", ColumnType.TEXT),
            new Column("plan", ColumnType.TEXT),
            new Column("vip", ColumnType.BOOLEAN),
            new Column("since", ColumnType.DATE));
    assertThat(workspace.schema().table("order").columns().values())
        .containsExactly(
            new Column("buyer", ColumnType.INTEGER), new Column("amount", ColumnType.DECIMAL));
    var row = Objects.requireNonNull(workspace.scenarios().getFirst().rows().get("order"));
    assertThat(row.getFirst().cells()).containsEntry("buyer", 1L);
    assertThat(workspace.schema().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(workspace.settings().email()).isEqualTo(new Settings.Outbox("out/", null));
    assertThat(workspace.data()).isEmpty();
  }
}
