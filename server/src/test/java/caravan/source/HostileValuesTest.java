package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.source.RawServer.Raw;
import caravan.source.SourceFailure.Reason;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions, values, ids and lists of segments, as they should be and as they should not. */
class HostileValuesTest extends RawCase {

  @Test
  void onlyWhatUnificationMadeAndCanBeReadIsAColumn() {
    server.answer(
        RawServer.ATTRIBUTES,
        Raw.rows(
            RawServer.attribute("createdon", "DateTime"),
            RawServer.attribute("msdynci_customerprofileid", "Uniqueidentifier"),
            RawServer.attribute("msdynci_", "String"),
            RawServer.attribute("msdynci_owner", "Lookup"),
            RawServer.attribute("msdynci_picture", "Virtual"),
            RawServer.attribute("msdynci_new", "SomethingNew"),
            "{\"LogicalName\": \"msdynci_tiername\", \"AttributeType\": \"String\", \"AttributeOf\": \"msdynci_tier\", \"IsValidForRead\": true}",
            "{\"LogicalName\": \"msdynci_hidden\", \"AttributeType\": \"String\", \"IsValidForRead\": false}",
            "{\"LogicalName\": 7}",
            "{}",
            RawServer.attribute("msdynci_memo", "Memo"),
            RawServer.attribute("msdynci_tier", "Picklist"),
            RawServer.attribute("msdynci_big", "BigInt"),
            RawServer.attribute("msdynci_contact", "Uniqueidentifier"),
            RawServer.attribute("msdynci_customerid", "String"),
            RawServer.attribute("msdynci_money", "Money"),
            RawServer.attribute("msdynci_exact", "Decimal"),
            RawServer.attribute("msdynci_fine", "Decimal"),
            RawServer.attribute("msdynci_born", "DateTime"),
            RawServer.attribute("msdynci_seen", "DateTime"),
            RawServer.attribute("msdynci_met", "DateTime")));
    server.answer(
        RawServer.DAYS,
        Raw.rows(
            "{\"LogicalName\": \"msdynci_born\", \"DateTimeBehavior\": {\"Value\": \"DateOnly\"}}",
            "{\"LogicalName\": \"msdynci_met\", \"DateTimeBehavior\": {\"Value\": \"TimeZoneIndependent\"}}",
            "{\"LogicalName\": \"msdynci_seen\", \"DateTimeBehavior\": {\"Value\": \"UserLocal\"}}"));
    server.answer(
        RawServer.DECIMALS,
        Raw.rows(
            "{\"LogicalName\": \"msdynci_exact\", \"Precision\": 6}",
            "{\"LogicalName\": \"msdynci_fine\", \"Precision\": 7}"));
    var columns = read().columns();
    assertThat(columns.key()).isEqualTo("customerid");
    assertThat(columns.types())
        .containsExactly(
            Map.entry("customerid", ColumnType.TEXT),
            Map.entry("memo", ColumnType.TEXT),
            Map.entry("tier", ColumnType.INTEGER),
            Map.entry("big", ColumnType.INTEGER),
            Map.entry("contact", ColumnType.TEXT),
            Map.entry("money", ColumnType.DECIMAL),
            Map.entry("exact", ColumnType.DECIMAL),
            Map.entry("fine", ColumnType.NUMBER),
            Map.entry("born", ColumnType.DATE),
            Map.entry("seen", ColumnType.TIMESTAMP),
            Map.entry("met", ColumnType.TIMESTAMP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Integer", "Lookup", "Memos"})
  void aTableWithoutTheKeyIsNone(String type) {
    server.answer(RawServer.ATTRIBUTES, Raw.rows(RawServer.attribute("msdynci_customerid", type)));
    assertThat(failure(Reason.NOT_FOUND)).hasMessageContaining("msdynci_customerid");
  }

  @Test
  void anEnvironmentWithoutCustomerInsightsIsSaidToBeOne() {
    server.answer(RawServer.DAYS, Raw.error(404, "Could not find an entity with name x."));
    assertThat(failure(Reason.NOT_FOUND)).hasMessageContaining("is Customer Insights");
  }

  static Stream<Arguments> fitting() {
    return Stream.of(
        Arguments.of("String", "\"a 'b' \\u2028 ü 😀\"", "a 'b' \u2028 ü 😀"),
        Arguments.of("String", "\"\"", ""),
        Arguments.of("Integer", "-2147483648", -2147483648L),
        Arguments.of("BigInt", "9223372036854775807", Long.MAX_VALUE),
        Arguments.of("Money", "12.5", new BigDecimal("12.500000")),
        Arguments.of("Money", "-999999999999.999999", new BigDecimal("-999999999999.999999")),
        Arguments.of("Money", "1.1000000000000000", new BigDecimal("1.100000")),
        Arguments.of("Money", "0E+900000000", new BigDecimal("0.000000")),
        Arguments.of("Money", "3", new BigDecimal("3.000000")),
        Arguments.of("Double", "0.1", 0.1),
        Arguments.of("Double", "-7", -7.0),
        Arguments.of("Double", "1e308", 1e308),
        Arguments.of("Boolean", "false", false),
        Arguments.of("DateTime", "\"2026-01-31T09:30:15Z\"", Instant.parse("2026-01-31T09:30:15Z")),
        Arguments.of("Uniqueidentifier", "\"ab-cd\"", "ab-cd"));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void valuesTakeTheJavaFormOfTheirType(String type, String json, Object value) {
    column(type, json);
    assertThat(read().profiles.get("ann")).containsEntry("x", value);
  }

  @Test
  void aDayIsADay() {
    column("DateTime", "\"1964-02-29\"");
    server.answer(
        RawServer.DAYS,
        Raw.rows(
            "{\"LogicalName\": \"msdynci_x\", \"DateTimeBehavior\": {\"Value\": \"DateOnly\"}}"));
    assertThat(read().profiles.get("ann")).containsEntry("x", LocalDate.of(1964, 2, 29));
  }

  @ParameterizedTest
  @ValueSource(strings = {"String", "Integer", "Money", "Double", "Boolean", "DateTime"})
  void aMissingValueIsNone(String type) {
    column(type, "null");
    assertThat(read().profiles.get("ann")).containsOnlyKeys("customerid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "String | 7",
        "String | true",
        "String | {\"a\": 1}",
        "String | [\"personal\"]",
        "String | \"\\u0000personal\"",
        "String | \"\\ud83dpersonal\"",
        "Integer | \"7\"",
        "Integer | 7.5",
        "Integer | 7.0",
        "Integer | 9223372036854775808",
        "Money | \"1.5\"",
        "Money | 1.0000001",
        "Money | 1000000000000",
        "Money | 1e999999999",
        "Money | 1e2147483647",
        "Money | 1e-999999999",
        "Double | \"1.5\"",
        "Double | 1e309",
        "Double | -1e999999999",
        "Boolean | \"true\"",
        "Boolean | 1",
        "DateTime | \"personal\"",
        "DateTime | \"2026-02-30T00:00:00Z\"",
        "DateTime | 1767225600",
      })
  void aValueOfAnotherTypeIsAFailureThatDoesNotTellIt(String type, String json) {
    column(type, json);
    var failure = failure(Reason.UNEXPECTED_VALUE);
    assertThat(failure.isPassing()).isFalse();
    assertThat(failure)
        .hasMessageContaining("'ann'")
        .hasMessageContaining("'msdynci_x'")
        .hasMessageNotContaining("personal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"msdynci_customerid\": null}", "{\"msdynci_customerid\": \"\"}"})
  void aProfileNeedsAnId(String row) {
    server.answer(RawServer.PROFILES, Raw.rows(ANN, row));
    failure(Reason.NO_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"msdynci_segments\": \"[]\"}",
        "{\"msdynci_customerid\": null, \"msdynci_segments\": \"[]\"}",
        "{\"msdynci_customerid\": \" \", \"msdynci_segments\": \"[]\"}",
        "{\"msdynci_customerid\": 7, \"msdynci_segments\": \"[]\"}"
      })
  void aMembershipNeedsAProfile(String row) {
    server.answer(RawServer.MEMBERSHIPS, Raw.rows(row));
    failure(Reason.NO_ID);
  }

  @Test
  void idsMayDifferInAnything() {
    server.answer(
        RawServer.PROFILES,
        Raw.rows(ANN, "{\"msdynci_customerid\": \"Ann\"}", "{\"msdynci_customerid\": \"ann \"}"));
    assertThat(read().profiles).containsOnlyKeys("ann", "Ann", "ann ");
  }

  private void memberships(String... lists) {
    server.answer(
        RawServer.MEMBERSHIPS,
        Raw.rows(
            Stream.of(lists)
                .map(
                    list ->
                        "{\"msdynci_customerid\": \"ann\", \"msdynci_segments\": %s}"
                            .formatted(list))
                .toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"{\\\"Segments\\\":[\\\"A\\\",\\\"b c\\\"]}\"",
        "\"{\\\"Other\\\": 1, \\\"Segments\\\": [\\\"A\\\", \\\"b c\\\", \\\"A\\\"]}\"",
        "\"[\\\"A\\\",\\\"b c\\\"]\"",
      })
  void listsOfSegmentsAreRead(String list) {
    memberships(list, "null", "\"\"", "\"[]\"", "\"{\\\"Segments\\\":[]}\"");
    var received = read();
    assertThat(received.members)
        .containsOnly(Map.entry("A", Set.of("ann")), Map.entry("b c", Set.of("ann")));
    assertThat(received.segment("b c").page().toString())
        .isEqualTo(CustomerInsightsSettings.ENTRANCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[\"A\"]",
        "{\"Segments\": [\"A\"]}",
        "\"A, B\"",
        "\"\\\"A\\\"\"",
        "\"{}\"",
        "\"{\\\"segments\\\":[\\\"A\\\"]}\"",
        "\"{\\\"Segments\\\":\\\"A\\\"}\"",
        "\"[7]\"",
        "\"[null]\"",
        "\"[\\\" \\\"]\"",
        "\"[\\\"\\\\u0000\\\"]\"",
        "\"[\\\"A\\\"\"",
        "\"[\\\"A\\\"] x\"",
      })
  void whatIsNoListOfSegmentsIsAFailure(String list) {
    memberships(list);
    assertThat(failure(Reason.UNEXPECTED_VALUE)).hasMessageContaining("'ann'");
  }

  @Test
  void membershipsOfContactsAndAccountsAreLeftOut() {
    server.answer(
        RawServer.MEMBERSHIPS,
        Raw.rows(
            Stream.of("\"Contact\"", "\"Account\"", "\"Customer\"", "\"customer\"", "null")
                .map(
                    type ->
                        "{\"msdynci_customerid\": %s, \"msdynci_segments\": \"[\\\"A\\\"]\", \"msdynci_segmentmembershiptype\": %s}"
                            .formatted(type.equals("null") ? "\"none\"" : type, type))
                .toArray(String[]::new)));
    assertThat(read().members.get("A")).containsExactly("Customer", "customer", "none");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void withoutTheCatalogueSegmentsHaveTheirInternalNames(int status) {
    server.answer(RawServer.CATALOGUE, Raw.error(status, "no"));
    memberships("\"[\\\"Male_under_40\\\"]\"");
    var received = read();
    assertThat(received.segment("Male_under_40").name()).isEqualTo("Male_under_40");
    assertThat(received.members).containsOnlyKeys("Male_under_40");
  }

  @Test
  void aCatalogueThatCannotBeReadForNowIsAFailure() {
    server.answer(RawServer.CATALOGUE, Raw.error(500, "broken"));
    failure(Reason.UNAVAILABLE);
    server.answer(RawServer.CATALOGUE, Raw.json("{}"));
    failure(Reason.UNREADABLE);
  }

  @Test
  void aPayloadThatSaysNothingLeavesTheInternalName() {
    var payloads =
        List.of(
            "null",
            "7",
            "\"\"",
            "\"no JSON\"",
            "\"[]\"",
            "\"{\\\"friendlyName\\\": 7}\"",
            "\"{\\\"friendlyName\\\": \\\" \\\", \\\"description\\\": \\\"\\\"}\"",
            "\"{\\\"friendlyName\\\": \\\"\\\\u0000\\\"}\"");
    var rows =
        Stream.concat(
                Stream.iterate(0, n -> n + 1)
                    .limit(payloads.size())
                    .map(
                        n ->
                            "{\"msdyn_name\": \"S%d\", \"mscipriv_payload1\": %s}"
                                .formatted(n, payloads.get(n))),
                Stream.of(
                    "{\"msdyn_name\": \"S0\", \"mscipriv_payload1\": \"{\\\"friendlyName\\\": \\\"Again\\\"}\"}",
                    "{\"msdyn_name\": null}",
                    "{\"msdyn_name\": \"\"}",
                    "{\"msdyn_name\": \"Good\", \"mscipriv_payload1\": \"{\\\"FriendlyName\\\": \\\" A good one \\\", \\\"description\\\": \\\"Why\\\"}\"}"))
            .toArray(String[]::new);
    server.answer(RawServer.CATALOGUE, Raw.rows(rows));
    var received = read();
    assertThat(received.segments).hasSize(payloads.size() + 1);
    for (var n = 0; n < payloads.size(); n++) {
      assertThat(received.segment("S" + n).name()).isEqualTo("S" + n);
      assertThat(received.segment("S" + n).description()).isEmpty();
    }
    assertThat(received.segment("Good").name()).isEqualTo("A good one");
    assertThat(received.segment("Good").description()).contains("Why");
    assertThat(server.asked())
        .anyMatch(
            address ->
                address.endsWith(
                    "$filter=msdyn_isdeleted%20eq%20false%20and%20msdyn_ishistoryentry%20eq%20false"));
  }
}
