package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.message.Rendered;
import caravan.warehouse.DuckDb;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final TestLetter LETTER =
      new TestLetter("m", "contact", "c1", "a@b.example", new Rendered("s", null, "text"));

  @Test
  void lettersThatComeAtOnceGetNumbersOfTheirOwn() {
    try (var db = DuckDb.inMemory(List.of(), 100_000_000);
        var other = db.beside()) {
      Inbox.create(db);
      var inbox = new Inbox(db, 100);
      db.transaction(
          () -> {
            inbox.addTests(db, LETTER, List.of("one@x.example"), Instant.EPOCH);
            other.transaction(
                () -> inbox.addTests(other, LETTER, List.of("two@x.example"), Instant.EPOCH));
          });
      var all = Inbox.list(db, new Inbox.Filter(null, null, null, null), null, 10);
      assertThat(all).extracting(Inbox.Kept::id).doesNotHaveDuplicates().hasSize(2);
      assertThat(all)
          .extracting(Inbox.Kept::to)
          .containsExactlyInAnyOrder("one@x.example", "two@x.example");
    }
  }
}
