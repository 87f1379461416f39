package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpersTest {

  private static String in(String language, String template) {
    return People.text(template, People.tom(), Locale.forLanguageTag(language), People.BERLIN)
        .replace('\u00A0', ' ')
        .replace('\u202F', ' ');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | {{date contact.joined}}                | Mar 9, 2026",
        "de | {{date contact.joined}}                | 09.03.2026",
        "fr | {{date contact.joined}}                | 9 mars 2026",
        "en | {{date contact.joined style=\"short\"}}  | 3/9/26",
        "de | {{date contact.joined style=\"long\"}}   | 9. März 2026",
        "fr | {{date contact.joined \"long\"}}         | 9 mars 2026",
        "de | {{date contact.joined \"d MMMM yyyy\"}}  | 9 März 2026",
        "fr | {{date contact.joined \"EEEE HH:mm\"}}   | lundi 00:00",
        "en | {{number contact.visits}}              | 1,234,567",
        "de | {{number contact.visits}}              | 1.234.567",
        "fr | {{number contact.visits}}              | 1 234 567",
        "de | {{number contact.ltv 2}}               | 1.234,50",
        "en | {{number contact.ltv digits=0}}        | 1,235",
        "en | {{number contact.score}}               | 0.25",
        "en | {{currency contact.ltv \"EUR\"}}         | €1,234.50",
        "de | {{currency contact.ltv \"EUR\"}}         | 1.234,50 €",
        "fr | {{currency contact.ltv \"EUR\"}}         | 1 234,50 €",
        "en | {{currency contact.ltv \"JPY\"}}         | ¥1,235",
        "en | {{currency contact.ltv contact.plan}}  | 1,234.50 pro",
        "tr | {{upper \"title\"}}                      | TİTLE",
        "en | {{upper \"title\"}}                      | TITLE",
        "de | {{lower contact.plan}}                 | pro"
      })
  void speakTheLanguageOfThePerson(String language, String template, String expected) {
    assertThat(in(language, template)).isEqualTo(expected);
  }

  @Test
  void datesAreInTheZoneOfThePerson() {
    var template = "{{date contact.seen \"yyyy-MM-dd HH:mm\"}}";

    assertThat(People.text(template, People.tom(), Locale.ENGLISH, People.BERLIN))
        .isEqualTo("2026-02-01 00:30");
    assertThat(People.text(template, People.tom(), Locale.ENGLISH, ZoneId.of("America/New_York")))
        .isEqualTo("2026-01-31 18:30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eq contact.plan \"pro\"              | true",
        "eq contact.plan \"Pro\"              | false",
        "ne contact.plan \"free\"             | true",
        "eq contact.visits 1234567          | true",
        "eq contact.ltv 1234.5              | true",
        "eq contact.ltv contact.ltv         | true",
        "eq contact.plan 7                  | false",
        "lt contact.score 1                 | true",
        "gt contact.visits contact.ltv      | true",
        "gt contact.ltv 1234.5              | false",
        "lt contact.joined \"2026-04-01\"     | true",
        "gt contact.seen \"2026-01-31\"       | true",
        "lt contact.joined contact.date     | true",
        "lt contact.plan \"q\"                | true",
        "gt contact.plan 3                  | false",
        "and contact.active (eq 1 1)        | true",
        "or contact.active (eq 1 2)         | true",
        "not contact.active                 | false",
        "not (gt contact.visits 5)          | false"
      })
  void compare(String expression, boolean expected) {
    var asSubexpression = "{{#if (" + expression + ")}}true{{else}}false{{/if}}";
    var name = expression.substring(0, expression.indexOf(' '));
    var asBlock = "{{#" + expression + "}}true{{else}}false{{/" + name + "}}";

    assertThat(People.text(asSubexpression)).isEqualTo("" + expected);
    assertThat(People.text(asBlock)).isEqualTo("" + expected);
  }

  @Test
  void missingValuesAreEmptyAndNeverCompare() {
    assertThat(People.text("[{{contact.plan}}]", "plan", null)).isEqualTo("[]");
    assertThat(People.text("[{{contact.account.name}}]", "account", null)).isEqualTo("[]");
    assertThat(People.text("[{{date contact.joined}}]", "joined", null)).isEqualTo("[]");
    assertThat(People.text("[{{number contact.ltv 2}}]", "ltv", null)).isEqualTo("[]");
    assertThat(People.text("[{{currency contact.ltv \"EUR\"}}]", "ltv", null)).isEqualTo("[]");
    assertThat(People.text("[{{upper contact.plan}}]", "plan", null)).isEqualTo("[]");
    assertThat(conditions("plan", null)).isEqualTo("- - - -");
    assertThat(People.text("{{#if (eq contact.plan \"\")}}y{{/if}}", "plan", null)).isEqualTo("y");
  }

  private static String conditions(@Nullable Object... changes) {
    return People.text(
        "{{#if (lt contact.plan \"z\")}}a{{else}}-{{/if}} {{#if (gt contact.plan \"a\")}}b{{else}}-{{/if}}"
            + " {{#if contact.plan}}c{{else}}-{{/if}} {{#if (eq contact.plan \"pro\")}}d{{else}}-{{/if}}",
        changes);
  }

  @Test
  void defaultTakesTheFirstThatIsThere() {
    var template = "{{default contact.first_name contact.plan \"you\"}}";

    assertThat(People.text(template)).isEqualTo("Tom & Jerry");
    assertThat(People.text(template, "first_name", "")).isEqualTo("pro");
    assertThat(People.text(template, "first_name", null, "plan", null)).isEqualTo("you");
    assertThat(People.text("{{default contact.visits 5}}", "visits", 0L)).isEqualTo("0");
  }

  @Test
  void zeroIsNotTrueButAHalfIs() {
    var template = "{{#if contact.ltv}}y{{else}}n{{/if}}{{#unless contact.ltv}}N{{/unless}}";

    assertThat(People.text(template, "ltv", new BigDecimal("0.000000"))).isEqualTo("nN");
    assertThat(People.text(template, "ltv", new BigDecimal("0.5"))).isEqualTo("y");
  }

  @Test
  void plainValuesAreWrittenForMachines() {
    assertThat(
            People.text("{{contact.ltv}} {{contact.score}} {{contact.visits}} {{contact.active}}"))
        .isEqualTo("1234.5 0.25 1234567 true");
    assertThat(People.text("{{contact.joined}} {{contact.seen}}"))
        .isEqualTo("2026-03-09 2026-01-31T23:30:00Z");
    assertThat(People.text("{{contact.score}}", "score", 1e21)).isEqualTo("1" + "0".repeat(21));
    assertThat(People.text("{{contact.ltv}}", "ltv", new BigDecimal("1E+3"))).isEqualTo("1000");
  }

  @Test
  void blocksHaveTheirOwnScope() {
    assertThat(
            People.text("{{#with contact}}{{plan}} {{account.name}} {{../contact.plan}}{{/with}}"))
        .isEqualTo("pro Acme <GmbH> pro");
    assertThat(People.text("{{#with contact.account}}{{size}}{{else}}none{{/with}}"))
        .isEqualTo("12");
    assertThat(
            People.text("{{#with contact.account}}{{size}}{{else}}none{{/with}}", "account", null))
        .isEqualTo("none");
    assertThat(People.text("{{lookup contact \"two words\"}} {{contact.[two words]}}"))
        .isEqualTo("both both");
    assertThat(People.text("{{#each contact.account}}{{@key}};{{/each}}")).contains("name;");
    assertThat(People.text("{{contact/plan}} {{./contact.plan}} {{this.contact.plan}}"))
        .isEqualTo("pro pro pro");
  }

  @Test
  void aMissingValueIsNotTakenFromAScopeFurtherOut() {
    var fields =
        new Fields(
            "contact",
            java.util.Map.of("name", caravan.warehouse.ColumnType.TEXT),
            java.util.Map.of(
                "account",
                java.util.Map.of(
                    "name",
                    caravan.warehouse.ColumnType.TEXT,
                    "size",
                    caravan.warehouse.ColumnType.TEXT)));
    var template =
        TextTemplate.compile(
                "{{#with contact}}{{#with account}}[{{name}}]{{size}}{{/with}}{{/with}}",
                fields,
                caravan.problem.Place.of("t"),
                Escape.NONE,
                new caravan.problem.Problems())
            .orElseThrow();
    var account = java.util.Map.of("size", "9");
    var values = java.util.Map.of("contact", java.util.Map.of("name", "Tom", "account", account));

    assertThat(template.render(values, Locale.ENGLISH, People.BERLIN)).isEqualTo("[]9");
  }

  @Test
  void aColumnMayBeCalledLikeAHelper() {
    assertThat(People.text("{{contact.date}} {{#with contact}}{{this.date}}{{/with}}"))
        .isEqualTo("2026-03-10 2026-03-10");
  }
}
