package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.source.RawServer.Raw;
import caravan.source.SourceFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, limits, and tokens that are none. */
class HostileAnswersTest extends RawCase {

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED",
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "405, REFUSED",
    "418, REFUSED",
    "204, UNREADABLE",
    "304, UNREADABLE",
  })
  void saysWhatDataverseSays(int status, Reason reason) {
    var said = status == 204 || status == 304 ? new Raw(status, Map.of(), "") : said(status);
    server.answer(RawServer.PROFILES, said);
    var failure = failure(reason);
    if (!said.body().isEmpty()) {
      assertThat(failure).hasMessageEndingWith(": Principal lacks prvRead");
    }
    assertThat(time.pauses()).isEmpty();
  }

  private static Raw said(int status) {
    return Raw.error(status, "Principal lacks prvRead");
  }

  @Test
  void whatAServerSaysIsShortHarmlessAndWithoutSecrets() {
    server.answer(
        RawServer.PROFILES,
        Raw.error(403, "t0ken\\u001b[2J " + RawServer.SECRET + "\\r\\n" + "x".repeat(10_000)));
    assertThat(failure(Reason.FORBIDDEN).getMessage())
        .contains("***\\u001b[2J ***\\r\\nxxx")
        .hasSizeLessThan(400);
    for (var body : List.of("", "<html>", "{\"error\": \"x\"}", "{\"error\": {\"message\": 1}}")) {
      server.answer(RawServer.PROFILES, new Raw(403, Map.of(), body));
      assertThat(failure(Reason.FORBIDDEN))
          .hasMessage("The application may not read 'msdynci_customerprofiles'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "' 12 ', 12",
    "0, 0",
    "'Mon, 01 Jun 2026 12:00:45 GMT', 45",
    "'Mon, 01 Jun 2026 11:00:00 GMT', 0",
    "soon, 1",
    "-5, 1",
    "'Mon, 01 Jun 2026', 1",
  })
  void waitsAsLongAsAnyFormOfRetryAfterSays(String header, long seconds) {
    for (var status : List.of(429, 503)) {
      server.answer(
          RawServer.PROFILES, new Raw(status, Map.of("Retry-After", header), ""), Raw.rows(ANN));
      var before = time.pauses().size();
      time.pass(Duration.between(time.instant(), Instant.parse("2026-06-01T12:00:00Z")));
      assertThat(read().profiles).hasSize(1);
      assertThat(time.pauses().subList(before, time.pauses().size())).containsExactly(seconds);
    }
  }

  @Test
  void doesNotWaitForEver() {
    for (var header : List.of("601", "999999999", "Mon, 01 Jun 2099 12:00:00 GMT")) {
      server.answer(RawServer.PROFILES, new Raw(429, Map.of("Retry-After", header), ""));
      failure(Reason.THROTTLED);
    }
    server.answer(
        RawServer.PROFILES, new Raw(429, Map.of("Retry-After", "99999999999999999999"), ""));
    failure(Reason.THROTTLED);
    assertThat(time.pauses()).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void signingInIsAsPatient() {
    server.answer(
        RawServer.TOKEN,
        new Raw(503, Map.of("Retry-After", "3"), ""),
        new Raw(500, Map.of(), ""),
        Raw.json("{\"access_token\": \"t0ken\", \"expires_in\": 3599}"));
    read();
    assertThat(time.pauses()).containsExactly(3L, 2L);
    assertThat(server.times(RawServer.TOKEN)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sign in</html>",
        "{}",
        "{\"access_token\": 7, \"expires_in\": 3599}",
        "{\"access_token\": \"\", \"expires_in\": 3599}",
        "{\"access_token\": \"t0ken\\r\\nX-More: yes\", \"expires_in\": 3599}",
        "{\"access_token\": \"t0ken with blanks\", \"expires_in\": 3599}",
        "{\"access_token\": \"t0ken\"}",
        "{\"access_token\": \"t0ken\", \"expires_in\": \"soon\"}",
        "{\"access_token\": \"t0ken\", \"expires_in\": 99999999999}",
      })
  void anAnswerWithoutATokenIsAFailure(String answer) {
    server.answer(RawServer.TOKEN, Raw.json(answer));
    failure(Reason.UNREADABLE);
  }

  @Test
  void aTokenThatIsOldAlreadyIsUsedOnce() {
    server.answer(RawServer.TOKEN, Raw.json("{\"access_token\": \"t0ken\", \"expires_in\": 0}"));
    read();
    assertThat(server.times(RawServer.TOKEN)).isEqualTo(6);
  }

  @Test
  void saysWhatEntraIdSays() {
    server.answer(
        RawServer.TOKEN,
        new Raw(
            400,
            Map.of(),
            "{\"error\": \"invalid_request\", \"error_description\": \"AADSTS90002: Tenant not found for hush~hush.\\r\\nTrace ID: 1\"}"));
    assertThat(failure(Reason.SIGN_IN_REFUSED))
        .hasMessage(
            "Entra ID does not let Caravan in (HTTP 400): AADSTS90002: Tenant not found for ***.");
    server.answer(RawServer.TOKEN, new Raw(400, Map.of(), "{\"error\": \"invalid_request\"}"));
    assertThat(failure(Reason.SIGN_IN_REFUSED)).hasMessageEndingWith(": invalid_request");
    server.answer(RawServer.TOKEN, new Raw(404, Map.of(), "<html>"));
    assertThat(failure(Reason.SIGN_IN_REFUSED)).hasMessageContaining("check tenant, client");
  }
}
