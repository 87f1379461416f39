package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.message.Suppressions.Reason;
import caravan.warehouse.DuckDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people said, against a naive reading of all that they said. */
class ConsentsTest {

  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
  private static final List<String> CHANNELS = List.of("email", "sms", Consents.TRACKING);
  private static final List<String> TOPICS = List.of(Consents.EVERYTHING, "offers", "it's \"odd\"");

  private record Said(int person, String channel, String topic, boolean allowed) {}

  private static DuckDb database() {
    return DuckDb.inMemory(List.of(), 100_000_000);
  }

  private static Consents.Key key(String channel, String topic) {
    return new Consents.Key("contact", channel, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aRecordedRefusalWinsWhateverCameBefore(long seed) {
    var random = new Random(seed);
    try (var db = database()) {
      var store = new ConsentStore(db);
      var history = new ArrayList<Said>();
      for (var i = 0; i < 200; i++) {
        var said =
            new Said(
                random.nextInt(6),
                CHANNELS.get(random.nextInt(CHANNELS.size())),
                TOPICS.get(random.nextInt(TOPICS.size())),
                random.nextBoolean());
        history.add(said);
        store.record(
            key(said.channel(), said.topic()), said.person(), said.allowed(), START, "test");
        if (i % 50 == 49) {
          assertLikeNaive(store.current(), history);
        }
      }
      assertLikeNaive(new ConsentStore(db).current(), history);
      assertThat(ConsentStore.history(db, "contact", 3))
          .hasSize((int) history.stream().filter(it -> it.person() == 3).count());
    }
  }

  private static void assertLikeNaive(Consents consents, List<Said> history) {
    for (var channel : CHANNELS) {
      for (var topic : TOPICS) {
        for (var person = 0; person < 6; person++) {
          var all = last(history, person, channel, Consents.EVERYTHING);
          var one = last(history, person, channel, topic);
          var refused = all.equals(Optional.of(false)) || one.equals(Optional.of(false));
          var who = Cohort.of(person);
          var name = topic.isEmpty() ? null : topic;
          assertThat(consents.refused("contact", channel, name, who).contains(person))
              .isEqualTo(refused);
          assertThat(consents.granted("contact", channel, name, who).contains(person))
              .isEqualTo(!refused && (all.isPresent() || one.isPresent()));
          for (var otherwise : List.of(true, false)) {
            assertThat(consents.allows("contact", channel, topic, person, otherwise))
                .isEqualTo(!refused && (all.isPresent() || one.isPresent() || otherwise));
          }
          assertThat(consents.refused("account", channel, name, who)).isEqualTo(Cohort.EMPTY);
        }
      }
    }
  }

  private static Optional<Boolean> last(
      List<Said> history, int person, String channel, String topic) {
    return history.reversed().stream()
        .filter(it -> it.person() == person)
        .filter(it -> it.channel().equals(channel) && it.topic().equals(topic))
        .map(Said::allowed)
        .findFirst();
  }

  @Test
  void transactionalMessagesAreRefusedByNobody() {
    try (var db = database()) {
      var store = new ConsentStore(db);
      store.record(key("email", Consents.EVERYTHING), 1, false, START, "test");
      var offer = People.message("m.md", "---\nsubject: S\n---\nx");
      var bill = People.message("m.md", "---\nsubject: S\nkind: transactional\n---\nx");
      var who = Cohort.of(1, 2);
      assertThat(store.current().refused("contact", offer, who)).isEqualTo(Cohort.of(1));
      assertThat(store.current().refused("contact", bill, who)).isEqualTo(Cohort.EMPTY);
    }
  }

  @Test
  void trackingIsAsTheWorkspaceSaysUnlessThePersonSaysOtherwise() {
    try (var db = database()) {
      var store = new ConsentStore(db);
      store.record(key(Consents.TRACKING, Consents.EVERYTHING), 1, true, START, "test");
      store.record(key(Consents.TRACKING, Consents.EVERYTHING), 2, false, START, "test");
      for (var tracking : ConsentPolicy.Tracking.values()) {
        var policy =
            new ConsentPolicy(
                ConsentPolicy.Model.OPT_IN,
                tracking,
                null,
                java.util.Map.of(),
                java.util.List.of(),
                ConsentPolicy.Over.SKIP,
                QuietTimes.NEVER);
        var may =
            List.of(1, 2, 3).stream()
                .filter(it -> store.current().mayTrack(policy, "contact", it))
                .toList();
        assertThat(may)
            .isEqualTo(
                switch (tracking) {
                  case ALWAYS -> List.of(1, 3);
                  case CONSENTED -> List.of(1);
                  case NEVER -> List.of();
                });
      }
    }
  }

  @Test
  void anAddressIsGivenUpAtOnceOrAfterSeveralBounces() {
    try (var db = database()) {
      var suppressions = new Suppressions(db);
      suppressions.bounced("Ann@Example.ORG ", true, START, "5.1.1 no such user");
      assertThat(suppressions.current()).containsOnlyKeys("Ann@example.org");
      assertThat(Suppressions.normal("Ann@EXAMPLE.org")).isEqualTo("Ann@example.org");
      for (var i = 1; i < Suppressions.SOFT_BOUNCES; i++) {
        suppressions.bounced("bob@x.example", false, START, "full");
      }
      var late = START.plus(Suppressions.SOFT_WITHIN).plus(Duration.ofDays(1));
      suppressions.bounced("bob@x.example", false, late, "full");
      assertThat(suppressions.current()).doesNotContainKey("bob@x.example");
      for (var i = 1; i < Suppressions.SOFT_BOUNCES; i++) {
        suppressions.bounced("bob@x.example", false, late, "full");
      }
      var again = new Suppressions(db);
      assertThat(again.current().get("bob@x.example"))
          .extracting(Suppressions.Suppressed::reason)
          .isEqualTo(Reason.SOFT_BOUNCES);
      assertThat(again.add("bob@x.example", Reason.BY_HAND, late, "x")).isFalse();
      assertThat(again.remove("bob@X.example")).isPresent();
      assertThat(again.remove("bob@X.example")).isEmpty();
      again.bounced("bob@x.example", false, late, "full");
      assertThat(again.current()).as("it begins anew").doesNotContainKey("bob@x.example");
    }
  }
}
