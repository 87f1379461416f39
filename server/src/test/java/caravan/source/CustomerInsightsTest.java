package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.source.SourceFailure.Reason;
import caravan.source.standin.CustomerInsightsStandIn;
import caravan.source.standin.Fault;
import caravan.source.standin.StandInData;
import caravan.warehouse.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customer Insights is read from the stand-in: whole, paged, patiently, or not at all. */
class CustomerInsightsTest {

  private static final int PROFILES = 120;

  private final ManualTime time = new ManualTime();
  private final StandInData data = StandInData.generated(7, PROFILES);
  private CustomerInsightsStandIn standIn;

  @BeforeEach
  void start() throws IOException {
    standIn = CustomerInsightsStandIn.start(0, data, time);
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  private CustomerInsights source() {
    return source(standIn.settings());
  }

  private CustomerInsights source(CustomerInsightsSettings settings) {
    return new CustomerInsights(settings, time, time);
  }

  private CustomerInsights paged(int rows) {
    return source(standIn.settings().withPageSize(rows));
  }

  private static SourceFailure failure(SegmentSource source) {
    return catchThrowableOfType(SourceFailure.class, () -> source.read(new Received()));
  }

  /** What the data says, in Java's form of our types. */
  private Map<String, Map<String, Object>> expectedProfiles() {
    var expected = new HashMap<String, Map<String, Object>>();
    for (var customer : data.customers()) {
      var values = new HashMap<String, Object>();
      data.profile(customer)
          .orElseThrow()
          .forEach((column, value) -> values.put(column.substring(8), inJava(column, value)));
      expected.put(customer, values);
    }
    return expected;
  }

  private static Object inJava(String column, Object value) {
    return switch (column) {
      case "msdynci_birthdate" -> LocalDate.parse(value.toString());
      case "msdynci_membersince" -> Instant.parse(value.toString());
      case "msdynci_loyaltypoints" -> ((Number) value).longValue();
      case "msdynci_lifetimevalue" -> ((BigDecimal) value).setScale(6);
      default -> value;
    };
  }

  private Map<String, Set<String>> expectedMembers() {
    var expected = new TreeMap<String, Set<String>>();
    data.segments().forEach(segment -> expected.put(segment.id(), data.members(segment.id())));
    return expected;
  }

  private void assertWhole(Received received) {
    assertThat(received.profiles).isEqualTo(expectedProfiles());
    assertThat(received.members).isEqualTo(expectedMembers());
  }

  @Test
  void givesColumnsWithOurTypesAndWithoutThoseOfDataverse() {
    var columns = Received.from(source()).columns();
    assertThat(columns.key()).isEqualTo("customerid");
    assertThat(columns.types())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("customerid", ColumnType.TEXT),
                Map.entry("firstname", ColumnType.TEXT),
                Map.entry("lastname", ColumnType.TEXT),
                Map.entry("fullname", ColumnType.TEXT),
                Map.entry("email", ColumnType.TEXT),
                Map.entry("city", ColumnType.TEXT),
                Map.entry("countryorregion", ColumnType.TEXT),
                Map.entry("preferredlanguage", ColumnType.TEXT),
                Map.entry("birthdate", ColumnType.DATE),
                Map.entry("membersince", ColumnType.TIMESTAMP),
                Map.entry("loyaltypoints", ColumnType.INTEGER),
                Map.entry("lifetimevalue", ColumnType.DECIMAL),
                Map.entry("churnscore", ColumnType.NUMBER),
                Map.entry("emailconsent", ColumnType.BOOLEAN),
                Map.entry("crm_contact_contactid", ColumnType.TEXT)));
  }

  @Test
  void givesEveryProfileAndEveryMembership() {
    var received = Received.from(source());
    assertWhole(received);
    assertThat(received.profiles).hasSize(PROFILES);
    assertThat(received.members.values()).anyMatch(Set::isEmpty);
    assertThat(received.members.values().stream().filter(members -> members.size() > 3).count())
        .isGreaterThanOrEqualTo(5);
    assertThat(time.pauses()).isEmpty();
    assertThat(source().name()).isEqualTo("Customer Insights");
  }

  @Test
  void namesAndDescribesSegmentsAsTheirMakersDid() {
    var received = Received.from(source());
    var gold = received.segment("Loyalty_gold");
    assertThat(gold.name()).isEqualTo("Loyalty gold");
    assertThat(gold.description()).contains("At least 2,000 loyalty points");
    assertThat(gold.page())
        .isEqualTo(URI.create(standIn.settings().environment() + "/segments/Loyalty_gold"));
    assertThat(received.segment("Summer_birthdays").description()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, PROFILES - 1, PROFILES, PROFILES + 1, 5_000})
  void readsPageByPage(int rows) {
    assertWhole(Received.from(paged(rows)));
    assertThat(standIn.tokensIssued()).isEqualTo(1);
  }

  @Test
  void seesWhatChanged() {
    var source = source();
    source.read(new Received());
    var first = data.customers().getFirst();
    var second = data.customers().get(1);
    data.removeProfile(second);
    data.segments().forEach(segment -> data.removeMember(segment.id(), second));
    data.putProfile(first, Map.of("msdynci_city", "Graz"));
    data.putProfile("0123456789abcdef0123456789abcdef", Map.of("msdynci_city", "Lund"));
    data.addMember("Spring_campaign", "0123456789abcdef0123456789abcdef");
    data.putSegment("Spring_campaign", "Spring 2026", "Those we ask");
    data.removeSegment("At_risk_of_churn");
    data.dropColumn("msdynci_churnscore");
    var after = Received.from(source);
    assertWhole(after);
    assertThat(after.profiles).hasSize(PROFILES).doesNotContainKey(second);
    assertThat(after.profiles.get(first)).containsEntry("city", "Graz");
    assertThat(after.columns().types()).doesNotContainKey("churnscore");
    assertThat(after.segments).doesNotContainKey("At_risk_of_churn");
    assertThat(after.segment("Spring_campaign").name()).isEqualTo("Spring 2026");
    assertThat(after.members.get("Spring_campaign")).hasSize(1);
  }

  @Test
  void givesMembersWithoutProfileAndSegmentsWithoutListing() {
    data.addMember("Loyalty_gold", "nobody");
    data.addMember("Not_listed", "nobody");
    var received = Received.from(source());
    assertThat(received.profiles).doesNotContainKey("nobody");
    assertThat(received.members.get("Loyalty_gold")).contains("nobody");
    assertThat(received.members.get("Not_listed")).containsExactly("nobody");
    assertThat(received.segment("Not_listed").name()).isEqualTo("Not_listed");
    assertThat(received.segment("Not_listed").description()).isEqualTo(Optional.empty());
  }

  @Test
  void anEmptyEnvironmentIsNoFailure() throws IOException {
    try (var empty = CustomerInsightsStandIn.start(0, new StandInData(), time)) {
      var received = Received.from(source(empty.settings()));
      assertThat(received.columns().types()).isNotEmpty();
      assertThat(received.profiles).isEmpty();
      assertThat(received.segments).isEmpty();
    }
  }

  @Test
  void keepsATokenUntilShortlyBeforeItExpires() {
    var source = source();
    source.read(new Received());
    time.pass(Duration.ofMinutes(58));
    source.read(new Received());
    assertThat(standIn.tokensIssued()).isEqualTo(1);
    time.pass(Duration.ofSeconds(61));
    source.read(new Received());
    assertThat(standIn.tokensIssued()).isEqualTo(2);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void fetchesANewTokenWhereOneExpiresInTheMiddle() {
    standIn.faults().on(Fault.EXPIRED_TOKEN, 1, 3);
    assertWhole(Received.from(paged(20)));
    assertThat(standIn.tokensIssued()).isEqualTo(2);
  }

  @Test
  void givesUpWhereANewTokenIsNotTakenEither() {
    standIn.faults().on(Fault.EXPIRED_TOKEN, 2, 3);
    var failure = failure(paged(20));
    assertThat(failure.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(failure.code()).isEqualTo("source-unauthorized");
    assertThat(failure.isPassing()).isFalse();
    assertThat(failure).hasMessageContaining("application user");
  }

  @Test
  void waitsAsLongAsItIsTold() {
    standIn.limit(5, Duration.ofSeconds(90));
    assertWhole(Received.from(paged(20)));
    assertThat(time.pauses()).isNotEmpty().containsOnly(90L);
  }

  @Test
  void givesUpWhereItIsThrottledForGood() {
    standIn.limit(0, Duration.ofSeconds(90));
    var failure = failure(source());
    assertThat(failure.reason()).isEqualTo(Reason.THROTTLED);
    assertThat(failure.isPassing()).isTrue();
    assertThat(time.pauses()).containsExactly(90L, 90L, 90L, 90L, 90L);
  }

  @Test
  void doesNotWaitForHours() {
    standIn.limit(0, Duration.ofMinutes(11));
    assertThat(failure(source()).reason()).isEqualTo(Reason.THROTTLED);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void asksAgainWhereTheServerBreaks() {
    standIn.faults().on(Fault.SERVER_ERROR, 2, 3);
    assertWhole(Received.from(paged(20)));
    assertThat(time.pauses()).containsExactly(1L, 2L);
  }

  @Test
  void givesUpWhereTheServerStaysBroken() {
    standIn.faults().on(Fault.SERVER_ERROR, Integer.MAX_VALUE, 3);
    var failure = failure(paged(20));
    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("HTTP 500");
    assertThat(time.pauses()).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void givesNoRowTwiceWhereAPageIsCutAndComesAgain() {
    standIn.faults().on(Fault.HALF_PAGE, 3, 2);
    assertWhole(Received.from(paged(20)));
    assertThat(time.pauses()).containsExactly(1L, 2L, 4L);
  }

  @Test
  void givesUpWherePagesAreCutForGood() {
    standIn.faults().on(Fault.HALF_PAGE, Integer.MAX_VALUE, 3);
    var received = new Received();
    var failure = catchThrowableOfType(SourceFailure.class, () -> paged(20).read(received));
    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure.isPassing()).isTrue();
    assertThat(received.profiles).hasSize(60);
  }

  @Test
  void givesUpWhereAPageTakesTooLong() {
    standIn.faults().on(Fault.SLOW, Integer.MAX_VALUE, 0);
    var failure = failure(source(standIn.settings().withTimeLimit(Duration.ofMillis(100))));
    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure).hasMessageContaining("no answer within");
    assertThat(time.pauses()).hasSize(Calls.ATTEMPTS - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void refusesTwoProfilesWithOneId(int after) {
    standIn.faults().on(Fault.DUPLICATE_ID, 1, after);
    var received = new Received();
    var failure = catchThrowableOfType(SourceFailure.class, () -> paged(20).read(received));
    assertThat(failure.reason()).isEqualTo(Reason.DUPLICATE_ID);
    var twice = List.copyOf(received.profiles.keySet()).get(after * 20);
    assertThat(failure).hasMessageContaining("'" + twice + "'");
  }

  @Test
  void saysWhyItIsNotLetIn() {
    var settings = standIn.settings();
    var wrong =
        new CustomerInsightsSettings(
            settings.environment(),
            settings.tenant(),
            settings.client(),
            "a-secret-that-is-wrong",
            settings.authority(),
            100,
            Duration.ofSeconds(10),
            settings.segmentPage());
    var failure = failure(source(wrong));
    assertThat(failure.code()).isEqualTo("source-sign-in-refused");
    assertThat(failure.isPassing()).isFalse();
    assertThat(failure)
        .hasMessageContaining("AADSTS7000215: Invalid client secret provided")
        .hasMessageNotContaining("a-secret-that-is-wrong")
        .hasMessageNotContaining("Trace");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var nowhere = URI.create("http://127.0.0.1:" + port);
    var settings =
        CustomerInsightsSettings.of(nowhere, "tenant", "client", "s3cret").withAuthority(nowhere);
    var failure = failure(source(settings));
    assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
    assertThat(time.pauses()).hasSize(Calls.ATTEMPTS - 1);
  }

  @Test
  void endsWhereItIsInterrupted() {
    standIn.faults().on(Fault.SERVER_ERROR, 1, 0);
    var source =
        new CustomerInsights(
            standIn.settings(),
            _ -> {
              throw new InterruptedException();
            },
            time);
    var failure = failure(source);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo(Reason.INTERRUPTED);
    Thread.currentThread().interrupt();
    assertThat(failure(source()).reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void doesNotWrapWhatAReceiverThrows() {
    var full = new IllegalStateException("the disk is full");
    var receiver =
        new SegmentSource.Receiver() {
          @Override
          public void columns(ProfileColumns columns) {}

          @Override
          public void profile(Map<String, Object> values) {
            throw full;
          }

          @Override
          public void unlisted() {}

          @Override
          public void segment(SourceSegment segment) {}

          @Override
          public void membership(String segment, String profile) {}
        };
    assertThatThrownBy(() -> source().read(receiver)).isSameAs(full);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasACode(Reason reason) {
    assertThat(new SourceFailure(reason, "so it is").code()).matches("source-[a-z-]+");
  }
}
