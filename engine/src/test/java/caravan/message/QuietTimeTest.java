package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietTimeTest {

  private static QuietTime time(String text) {
    return QuietTime.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "21:00 - 08:00, UTC, 2026-06-01T20:59:59Z,",
    "21:00 - 08:00, UTC, 2026-06-01T21:00:00Z, 2026-06-02T08:00:00Z",
    "21:00 - 08:00, UTC, 2026-06-02T07:59:59Z, 2026-06-02T08:00:00Z",
    "21:00 - 08:00, UTC, 2026-06-02T08:00:00Z,",
    "12:00-14:30, UTC, 2026-06-02T12:00:00Z, 2026-06-02T14:30:00Z",
    "12:00-14:30, UTC, 2026-06-02T14:30:00Z,",
    "00:00 - 08:00, Europe/Berlin, 2026-06-01T22:00:00Z, 2026-06-02T06:00:00Z",
    "21:00 - 00:00, Europe/Berlin, 2026-06-01T19:30:00Z, 2026-06-01T22:00:00Z",
    // the hour from two to three is skipped, and comes twice
    "01:00 - 02:30, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
    "01:00 - 02:30, Europe/Berlin, 2026-10-25T00:10:00Z, 2026-10-25T00:30:00Z",
    "01:00 - 02:30, Europe/Berlin, 2026-10-25T01:10:00Z, 2026-10-25T01:30:00Z",
  })
  void isQuietByTheClockThere(String text, ZoneId zone, Instant now, @Nullable Instant end) {
    assertThat(time(text).end(now, zone)).isEqualTo(Optional.ofNullable(end));
  }

  @Test
  void isNeverQuietAtItsEnd() {
    var random = new Random(7);
    var zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (var i = 0; i < 20_000; i++) {
      var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      var from = LocalTime.of(random.nextInt(24), random.nextInt(60));
      var until = LocalTime.of(random.nextInt(24), random.nextInt(60));
      if (from.equals(until)) {
        continue;
      }
      var time = new QuietTime(from, until);
      var now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
      var end = time.end(now, zone);
      end.ifPresent(
          it -> {
            assertThat(it).as("%s %s %s", time, zone, now).isAfter(now);
            assertThat(Duration.between(now, it)).isLessThanOrEqualTo(Duration.ofHours(26));
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "21 - 8", "21:00", "21:00 - 25:00", "08:00 - 08:00", "9:00 - 8:00"})
  void readsNothingElse(String text) {
    assertThat(QuietTime.parse(text)).isEmpty();
  }
}
