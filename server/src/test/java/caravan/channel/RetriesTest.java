package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.runtime.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Retries retries = new Retries(3);

  private Instant due(Duration asked) {
    var outcome = retries.again("too-many", "HTTP 429", 0, NOW, asked);
    return outcome.due() == null ? Instant.MAX : outcome.due();
  }

  @Test
  void doesAsTheOtherSideAsksWithinBounds() {
    assertThat(due(Duration.ofMinutes(7))).isEqualTo(NOW.plus(Duration.ofMinutes(7)));
    assertThat(due(Duration.ofSeconds(-5))).isEqualTo(NOW.plusSeconds(1));
    assertThat(due(Duration.ofDays(400))).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(retries.again("too-many", "HTTP 429", 2, NOW, Duration.ofMinutes(7)))
        .isEqualTo(Outcome.failed("too-many", "HTTP 429"));
  }

  @Test
  void aServerThatIsAwayFailsNobody() {
    assertThat(retries.whenBack("not-reachable", "", 50, NOW))
        .isEqualTo(Outcome.deferred("not-reachable", "", NOW.plus(Duration.ofHours(4))));
  }
}
