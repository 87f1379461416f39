package caravan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  private static final LetterId ANN = new LetterId("contact", 1, 1, 1, "m", "email", "");
  private static final LetterId BOB = new LetterId("contact", 2, 1, 1, "m", "email", "");
  private static final String SHOP = "https://x.example/shop";
  private static final String HOME = "https://x.example/";

  private final Traces traces = new Traces();

  @Test
  void theSameFromTheSamePlaceIsOneForTenSeconds() {
    assertThat(traces.opened(ANN, "::1", NOW)).isTrue();
    assertThat(traces.opened(ANN, "::1", NOW.plusSeconds(9))).isFalse();
    assertThat(traces.opened(ANN, "::2", NOW.plusSeconds(9))).isTrue();
    assertThat(traces.opened(BOB, "::1", NOW.plusSeconds(9))).isTrue();
    assertThat(traces.opened(ANN, "::1", NOW.plusSeconds(30))).isTrue();
  }

  @Test
  void aClickIsHeldAndThenCountsOnce() {
    assertThat(traces.clicked(ANN, SHOP, "::1", NOW)).isTrue();
    assertThat(traces.clicked(ANN, SHOP, "::1", NOW)).isFalse();
    assertThat(traces.release(BOB)).isEmpty();
    assertThat(traces.release(ANN)).contains(SHOP);
    assertThat(traces.release(ANN)).isEmpty();
    assertThat(traces.clicked(ANN, HOME, "::1", NOW.plusSeconds(3))).as("another, later").isTrue();
  }

  @Test
  void whoFollowsSeveralLinksAtOnceIsAProgram() {
    assertThat(traces.clicked(ANN, SHOP, "::1", NOW)).isTrue();
    assertThat(traces.clicked(ANN, HOME, "::2", NOW.plusMillis(100))).isFalse();
    assertThat(traces.release(ANN)).isEmpty();
    assertThat(traces.clicked(ANN, SHOP, "::1", NOW.plusSeconds(20))).isFalse();
    assertThat(traces.clicked(ANN, SHOP, "::1", NOW.plusSeconds(90))).isTrue();
  }

  @Test
  void whoFollowsWhatNobodySeesIsAProgram() {
    assertThat(traces.clicked(ANN, SHOP, "::1", NOW)).isTrue();
    traces.trapped(ANN, NOW);
    assertThat(traces.release(ANN)).isEmpty();
    assertThat(traces.clicked(BOB, SHOP, "::1", NOW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
        "",
      })
  void peopleCount(String agent) {
    assertThat(Machines.sent("GET", Map.of("User-Agent", agent)::get)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0",
        "Mozilla/5.0 (compatible; Barracuda Sentinel)",
        "Mozilla/5.0 (compatible; Mimecast)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 AppleWebKit/537.36 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
      })
  void programsDoNot(String agent) {
    assertThat(Machines.sent("GET", Map.of("User-Agent", agent)::get)).isTrue();
  }

  @Test
  void whatIsFetchedAheadDoesNot() {
    var browser =
        new HashMap<>(Map.of("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"));
    assertThat(Machines.sent("HEAD", browser::get)).isTrue();
    for (var header :
        Map.of("Purpose", "prefetch", "Sec-Purpose", "prefetch;prerender", "X-Moz", "prefetch")
            .entrySet()) {
      var ahead = new HashMap<>(browser);
      ahead.put(header.getKey(), header.getValue());
      assertThat(Machines.sent("GET", ahead::get)).as(header.getKey()).isTrue();
    }
  }
}
