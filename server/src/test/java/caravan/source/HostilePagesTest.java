package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.source.RawServer.Raw;
import caravan.source.SourceFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are none, and links that lead elsewhere or round and round. */
class HostilePagesTest extends RawCase {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Sign in</body></html>",
        "{\"value\": [{\"msdynci_customerid\": \"ann\"}, {\"msdynci_cust",
        "{\"value\": [{\"msdynci_customerid\": \"ann\"}]} and more",
        "[{\"msdynci_customerid\": \"ann\"}]",
        "\"value\"",
        "null",
        "{}",
        "{\"value\": null}",
        "{\"value\": {\"msdynci_customerid\": \"ann\"}}",
        "{\"value\": [\"ann\"]}",
        "{\"value\": [null]}",
        "{\"value\": [], \"value\": [{\"msdynci_customerid\": \"ann\"}]}",
        "{\"value\": [{\"msdynci_customerid\": \"ann\", \"msdynci_customerid\": \"bob\"}]}",
        "{\"value\": [], \"@odata.nextLink\": 2}",
        "{\"value\": [], \"@odata.nextLink\": \"http://127.0.0.1/a b\"}",
      })
  void aPageThatIsNoneIsAFailure(String page) {
    for (var path : List.of(RawServer.PROFILES, RawServer.MEMBERSHIPS)) {
      server.answer(path, Raw.json(page));
      var failure = failure(Reason.UNREADABLE);
      assertThat(failure.isPassing()).isTrue();
      assertThat(failure).hasMessageContaining(path).hasMessageNotContaining("ann");
      server.answer(path, Raw.rows());
    }
  }

  @Test
  void deepNestingIsAFailure() {
    server.answer(RawServer.PROFILES, Raw.json("[".repeat(100_000)));
    failure(Reason.UNREADABLE);
  }

  @Test
  void followsLinksAsTheyAre() {
    var query = "$select=msdynci_customerid&$skiptoken=%3Ccookie%20pagingcookie=%22%253c%22%20/%3E";
    server.answer(
        RawServer.PROFILES,
        Raw.rowsAndNext(server.page(RawServer.PROFILES, query), ANN),
        Raw.rows(BOB));
    assertThat(read().profiles).containsOnlyKeys("ann", "bob");
    assertThat(server.asked()).contains("/api/data/v9.2/" + RawServer.PROFILES + "?" + query);
  }

  @Test
  void aPageIsAskedForOnlyWhenTheOneBeforeIsGiven() {
    server.answer(
        RawServer.PROFILES,
        Raw.rowsAndNext(server.page(RawServer.PROFILES, "2"), ANN),
        Raw.rowsAndNext(server.page(RawServer.PROFILES, "3"), BOB),
        Raw.rows("{\"msdynci_customerid\": \"cid\"}"));
    var pagesAtProfile = new ArrayList<Long>();
    source()
        .read(
            new SegmentSource.Receiver() {
              @Override
              public void columns(ProfileColumns columns) {}

              @Override
              public void profile(Map<String, Object> values) {
                pagesAtProfile.add(server.times(RawServer.PROFILES));
              }

              @Override
              public void unlisted() {}

              @Override
              public void segment(SourceSegment segment) {}

              @Override
              public void membership(String segment, String profile) {}
            });
    assertThat(pagesAtProfile).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theTokenIsNeverSentElsewhere() throws IOException {
    try (var elsewhere = RawServer.start()) {
      var port = server.address().getPort();
      var path = "/api/data/v9.2/" + RawServer.PROFILES;
      for (var link :
          List.of(
              elsewhere.page(RawServer.PROFILES, "x").toString(),
              "http://localhost:" + port + path,
              "https://127.0.0.1:" + port + path,
              "http://127.0.0.1" + path,
              "http://user@127.0.0.1:" + port + path,
              "http://127.0.0.1:" + port + path + "#x",
              "http://127.0.0.1:" + port + "/api/data/v9.2/accounts",
              "http://127.0.0.1:" + port + "/api/data/v9.2/x/../" + RawServer.PROFILES,
              "http://127.0.0.1:" + port + "/api/data/v9.2/msdynci%5fcustomerprofiles",
              "//127.0.0.1:" + port + path,
              path,
              "mailto:ann@example.org")) {
        server.answer(RawServer.PROFILES, Raw.rowsAndNext(link, ANN));
        var failure = failure(Reason.FOREIGN_LINK);
        assertThat(failure.isPassing()).isFalse();
        assertThat(failure).hasMessageContaining("the token is not sent");
      }
      assertThat(elsewhere.asked()).isEmpty();
      assertThat(server.times(RawServer.PROFILES)).isEqualTo(12);
    }
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (var elsewhere = RawServer.start()) {
      var redirect =
          new Raw(302, Map.of("Location", elsewhere.page(RawServer.PROFILES, "x").toString()), "");
      server.answer(RawServer.PROFILES, redirect);
      assertThat(failure(Reason.UNREADABLE)).hasMessageContaining("302");
      server.answer(RawServer.TOKEN, redirect);
      failure(Reason.SIGN_IN_REFUSED);
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void linksThatGoRoundAreAFailure() {
    var second = server.page(RawServer.MEMBERSHIPS, "page=2");
    var third = server.page(RawServer.MEMBERSHIPS, "page=3");
    server.answer(
        RawServer.MEMBERSHIPS,
        Raw.rowsAndNext(second),
        Raw.rowsAndNext(third),
        Raw.rowsAndNext(second));
    var failure = failure(Reason.ENDLESS);
    assertThat(failure).hasMessageContaining("do not come to an end");
    assertThat(server.times(RawServer.MEMBERSHIPS)).isEqualTo(3);
  }

  @Test
  void aPageThatLeadsToItselfIsAFailure() {
    var itself =
        URI.create(
            server.address()
                + "/api/data/v9.2/"
                + RawServer.PROFILES
                + "?$select=msdynci_customerid");
    server.answer(RawServer.PROFILES, Raw.rowsAndNext(itself, ANN));
    failure(Reason.ENDLESS);
    assertThat(server.times(RawServer.PROFILES)).isEqualTo(1);
  }

  @Test
  void emptyPagesWithoutEndAreAFailure() {
    server.answer(
        RawServer.MEMBERSHIPS,
        IntStream.range(0, 3_000)
            .mapToObj(n -> Raw.rowsAndNext(server.page(RawServer.MEMBERSHIPS, "page=" + n)))
            .toArray(Raw[]::new));
    failure(Reason.ENDLESS);
    assertThat(server.times(RawServer.MEMBERSHIPS)).isBetween(1_000L, 1_002L);
  }

  @Test
  void someEmptyPagesAreNone() {
    server.answer(
        RawServer.PROFILES,
        Raw.rowsAndNext(server.page(RawServer.PROFILES, "2")),
        Raw.rowsAndNext(server.page(RawServer.PROFILES, "3"), ANN),
        Raw.rowsAndNext(server.page(RawServer.PROFILES, "4")),
        Raw.rows(BOB));
    assertThat(read().profiles).containsOnlyKeys("ann", "bob");
  }

  @Test
  void aTableOfThousandsOfColumnsIsAskedForWhole() {
    var attributes =
        IntStream.range(0, 2_000)
            .mapToObj(n -> RawServer.attribute("msdynci_a_rather_long_name_" + n, "String"));
    server.answer(
        RawServer.ATTRIBUTES,
        Raw.rows(
            Stream.concat(
                    Stream.of(RawServer.attribute("msdynci_customerid", "String")), attributes)
                .toArray(String[]::new)));
    server.answer(
        RawServer.PROFILES,
        Raw.rows("{\"msdynci_customerid\": \"ann\", \"msdynci_a_rather_long_name_7\": \"x\"}"));
    assertThat(read().profiles.get("ann")).containsEntry("a_rather_long_name_7", "x");
    assertThat(server.asked())
        .filteredOn(address -> address.contains(RawServer.PROFILES))
        .singleElement()
        .asString()
        .hasSizeLessThan(100);
  }
}
