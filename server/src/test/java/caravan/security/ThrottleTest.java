package caravan.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final Throttle throttle = new Throttle(Duration.ofMinutes(1));

  private Duration failUntilRefused(String key, Instant now) {
    for (var tries = 0; tries < 10; tries++) {
      var wait = throttle.tried(key, now);
      if (wait.isPresent()) {
        return wait.get();
      }
    }
    throw new AssertionError("never refused");
  }

  @Test
  void theWaitDoublesUpToItsLimit() {
    var now = NOW;
    for (var seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      var wait = failUntilRefused("ann", now);
      assertThat(wait).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(throttle.tried("bob", now)).isEmpty();
      throttle.succeeded("bob");
      now = now.plus(wait);
    }
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    failUntilRefused("ann", NOW);
    for (var i = 0; i < 100; i++) {
      assertThat(throttle.tried("ann", NOW)).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void successForgetsAndOneRightTryUndoesOnlyItself() {
    failUntilRefused("ann", NOW);
    throttle.succeeded("ann");
    assertThat(throttle.tried("ann", NOW)).isEmpty();
    failUntilRefused("net", NOW);
    var later = NOW.plusSeconds(1);
    assertThat(throttle.tried("net", later)).isEmpty();
    throttle.undone("net", later);
    assertThat(throttle.tried("net", later)).isEmpty();
    assertThat(throttle.tried("net", later)).contains(Duration.ofSeconds(2));
  }

  @Test
  void aQuietWhileForgets() {
    failUntilRefused("ann", NOW);
    var later = NOW.plus(Duration.ofMinutes(5));
    assertThat(throttle.tried("ann", later)).isEmpty();
    assertThat(throttle.tried("ann", later)).isEmpty();
  }

  @Test
  void remembersNoMoreThanItMay() {
    for (var i = 0; i < 50_000; i++) {
      assertThat(throttle.tried("key" + i, NOW)).isEmpty();
    }
    assertThat(throttle.size()).isEqualTo(20_000);
  }
}
