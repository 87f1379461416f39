package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.warehouse.DuckDb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The emergency stop: what was said last holds after a restart, whatever the clock says. */
class SendingTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant EARLIER = NOON.minus(Duration.ofDays(3));

  private final DuckDb db = DuckDb.inMemory(List.of(), 100_000_000);
  private final Sending sending = new Sending(db);

  @AfterEach
  void close() {
    db.close();
  }

  private static Sending.Stop stop(Instant since, String reason) {
    return new Sending.Stop(since, "ann", reason);
  }

  private Sending restarted() {
    return new Sending(db);
  }

  @Test
  void aStopOutlivesARestartUntilItIsReleased() {
    assertThat(restarted().stopped()).isEmpty();
    sending.stop(db, stop(NOON, "wrong price"));
    assertThat(restarted().stopped()).contains(stop(NOON, "wrong price"));
    sending.release(db, NOON.plusSeconds(60), "bob", _ -> {});
    assertThat(restarted().stopped()).isEmpty();
  }

  @Test
  void aReleaseHoldsWhereTheClockWasSetBackMeanwhile() {
    sending.stop(db, stop(NOON, "wrong price"));
    sending.release(db, EARLIER, "bob", _ -> {});
    assertThat(sending.stopped()).isEmpty();
    assertThat(restarted().stopped()).isEmpty();
  }

  @Test
  void aStopHoldsWhereTheClockWasSetBackSinceARelease() {
    sending.stop(db, stop(NOON, "wrong price"));
    sending.release(db, NOON.plusSeconds(60), "bob", _ -> {});
    sending.stop(db, stop(EARLIER, "wrong again"));
    assertThat(sending.stopped()).contains(stop(EARLIER, "wrong again"));
    assertThat(restarted().stopped().map(Sending.Stop::reason)).contains("wrong again");
    sending.release(db, EARLIER, "bob", _ -> {});
    assertThat(restarted().stopped()).isEmpty();
    sending.stop(db, stop(EARLIER, "at the same instant"));
    assertThat(restarted().stopped().map(Sending.Stop::reason)).contains("at the same instant");
  }

  @Test
  void whatCannotBeStoredReleasesNothing() {
    sending.stop(db, new Sending.Stop(NOON, "ann", ""));

    assertThatThrownBy(
            () ->
                sending.release(
                    db,
                    NOON,
                    "bob",
                    _ -> {
                      throw new IllegalStateException("full");
                    }))
        .hasMessageContaining("full");

    assertThat(sending.stopped()).isPresent();
    assertThat(new Sending(db).stopped()).isPresent();
  }
}
