package caravan.channel.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void saysHowLongToPause() {
    assertThat(new Answer(429, "120", "").pause(NOW)).contains(Duration.ofMinutes(2));
    assertThat(new Answer(503, "Sun, 01 Mar 2026 12:05:00 GMT", "").pause(NOW))
        .contains(Duration.ofMinutes(5));
    assertThat(new Answer(503, "", "").pause(NOW)).isEmpty();
    assertThat(new Answer(503, "soon", "").pause(NOW)).isEmpty();
    assertThat(new Answer(503, "-1", "").pause(NOW)).isEmpty();
    assertThat(new Answer(503, "99999999999999999999", "").pause(NOW)).isEmpty();
  }
}
