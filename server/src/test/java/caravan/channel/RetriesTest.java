package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.smtp.SmtpReply;
import caravan.runtime.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "550, 5.1.1 no such user, RECIPIENT, unknown-address, HARD",
    "550, 5.1.10 takes no mail, RECIPIENT, unknown-address, HARD",
    "550, 5.1.1 no such user, TEXT, unknown-address, HARD",
    "550, 5.2.1 closed, RECIPIENT, mailbox-closed, HARD",
    "550, no such user, RECIPIENT, unknown-address, HARD",
    "553, no such user, RECIPIENT, unknown-address, HARD",
    "550, this is spam, TEXT, refused, OTHER",
    "550, 5.1.8 bad sender, RECIPIENT, unknown-address, OTHER",
    "550, 5.7.1 we do not want this, RECIPIENT, refused-by-policy, OTHER",
    "554, no, RECIPIENT, refused-by-policy, OTHER",
    "552, 5.2.2 full, TEXT, mailbox-full, SOFT",
    "552, full, TEXT, mailbox-full, SOFT",
  })
  void aRefusalSaysSomethingOfTheAddressOrNot(
      int code, String text, Retries.Refused what, String reason, Outcome.Bounce bounce) {
    var reply = new SmtpReply(code, List.of(text));
    assertThat(retries.refused(reply, what, 0, NOW))
        .isEqualTo(Outcome.bounced(reason, code + " " + text, bounce));
  }

  @Test
  void whoRefusesForNowTooOftenBouncedSoftly() {
    var reply = new SmtpReply(450, List.of("4.2.1 later"));
    assertThat(retries.refused(reply, Retries.Refused.RECIPIENT, 1, NOW).kind())
        .isEqualTo(Outcome.Kind.DEFERRED);
    assertThat(retries.refused(reply, Retries.Refused.RECIPIENT, 2, NOW))
        .isEqualTo(Outcome.bounced("mailbox-closed", "450 4.2.1 later", Outcome.Bounce.SOFT));
  }
}
