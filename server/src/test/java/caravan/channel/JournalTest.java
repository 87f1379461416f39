package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.runtime.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Instant DUE = Instant.parse("2026-03-02T08:00:00Z");

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("some/email.journal");
  }

  private static Journal.Place place(int person) {
    return new Journal.Place(7, person);
  }

  @Test
  void whoWasClaimedAndNotSettledIsUnknown() {
    try (var journal = new Journal(file())) {
      journal.claim(place(1));
      journal.settle(place(1), Outcome.DELIVERED);
      journal.sync(journal.claim(place(2)));
    }

    try (var again = new Journal(file())) {
      var left = again.read();
      assertThat(left.get(place(1))).isEqualTo(Outcome.DELIVERED);
      assertThat(left.get(place(2))).extracting(Outcome::kind).isEqualTo(Outcome.Kind.UNKNOWN);
      assertThat(left).hasSize(2);
      again.clear();
      assertThat(again.read()).isEmpty();
      again.sync(again.claim(place(3)));
      assertThat(again.read()).hasSize(1);
    }
  }

  @Test
  void whatIsSyncedOrFlushedIsThereAfterAKill() {
    try (var killed = new Journal(file())) {
      killed.settle(place(1), Outcome.DELIVERED);
      killed.sync(killed.claim(place(2)));
      try (var next = new Journal(file())) {
        assertThat(next.read()).containsOnlyKeys(place(1), place(2));
      }
      killed.settle(place(2), Outcome.DELIVERED);
      killed.flush();
      try (var next = new Journal(file())) {
        assertThat(next.read()).containsEntry(place(2), Outcome.DELIVERED);
      }
    }
  }

  @Test
  void outcomesComeBackAsTheyWere() {
    var outcomes =
        List.of(
            Outcome.DELIVERED,
            Outcome.deferred("refused", "451 4.7.1 später …", DUE),
            Outcome.failed("unknown-address", "550\u0000 no"),
            Outcome.withdrawn("exit-segment"));
    try (var journal = new Journal(file())) {
      for (var i = 0; i < outcomes.size(); i++) {
        journal.settle(place(i), outcomes.get(i));
      }
      assertThat(new ArrayList<>(journal.read().values())).isEqualTo(outcomes);
    }
  }

  @Test
  void aLastEntryThatWasCutOffIsNotRead() throws IOException {
    try (var journal = new Journal(file())) {
      journal.claim(place(1));
      journal.sync(journal.claim(place(2)));
    }
    var whole = Files.readAllBytes(file());
    for (var length = whole.length / 2; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (var journal = new Journal(file())) {
        assertThat(journal.read()).hasSize(1);
      }
    }
  }

  @Test
  void manyThreadsSyncTheirOwn() throws InterruptedException {
    var durable = ConcurrentHashMap.<Integer>newKeySet();
    try (var journal = new Journal(file())) {
      var threads = new ArrayList<Thread>();
      for (var t = 0; t < 4; t++) {
        var first = t * 100;
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (var i = first; i < first + 100; i++) {
                        journal.sync(journal.claim(place(i)));
                        durable.add(i);
                      }
                    }));
      }
      for (var thread : threads) {
        thread.join();
      }
      assertThat(durable).hasSize(400);
      assertThat(journal.read()).hasSize(400);
    }
  }
}
