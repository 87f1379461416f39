package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** How many leave in a time, asked at every tenth of a millisecond. */
  private static int inTime(Rate rate, long from, Duration time) {
    var count = 0;
    for (var now = from; now < from + time.toNanos(); now += 100_000) {
      while (rate.left(now) == 0) {
        rate.take(now);
        count++;
      }
    }
    return count;
  }

  @Test
  void soManyLeaveInATime() {
    assertThat(inTime(new Rate(100, Duration.ofSeconds(1)), 7, Duration.ofSeconds(10)))
        .isEqualTo(1000);
    assertThat(inTime(new Rate(5000, Duration.ofSeconds(1)), 7, Duration.ofSeconds(2)))
        .isBetween(9_990, 10_051);
    assertThat(inTime(new Rate(1, Duration.ofMinutes(1)), 7, Duration.ofSeconds(90))).isEqualTo(2);
  }

  @Test
  void whatWasNotUsedIsNotMadeUpFor() {
    var rate = new Rate(100, Duration.ofSeconds(1));
    rate.take(0);
    var later = 60 * SECOND;

    assertThat(inTime(rate, later, Duration.ofSeconds(1))).isBetween(100, 101);
  }
}
