package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cohort.Cohort;
import caravan.interaction.InteractionRows;
import caravan.message.Suppressions;
import caravan.runtime.DeliveryLog.Pending;
import caravan.segment.Interaction;
import caravan.warehouse.Database;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What channels say of messages, until people have moved because of it. */
abstract class ReceiptsContract {

  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

  @TempDir private Path folder = Path.of("");

  abstract Database open(Path folder);

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** People with the numbers from 0 on, who are sent one message and then waited for. */
  private void workspace(int people) throws IOException {
    write(
        "caravan.yaml",
        """
        tables:
          contact: {audience: true, key: id, data: people.csv, columns: {id: integer, email: text}, roles: {email: email}}
        """);
    var csv = new StringBuilder("id,email\n");
    for (var i = 0; i < people; i++) {
      csv.append("%d,p%d@x.example%n".formatted(i, i));
    }
    write("people.csv", csv.toString());
    write(
        "segments.yaml",
        """
        segments:
          - {segment: All, where: id >= 0}
          - {segment: Reached, where: any(delivered where message = 'news')}
        """);
    write("messages/news.txt", "---\nsubject: S\n---\nx");
    write(
        "journeys/j.yaml",
        """
        journey: J
        audience: {segments: [All]}
        frequency: ongoing
        steps:
          - email: news
          - wait-for: {if: any(bounced where message = 'news'), up-to: 5 days}
          - wait: 30 days
        """);
  }

  private static Pending delivery(Database db) {
    return DeliveryLog.pending(db, 1).getFirst();
  }

  private static void store(
      Database db, Map<Integer, Outcome> outcomes, Map<Integer, String> addresses) {
    var delivery = delivery(db);
    db.transaction(() -> OutcomeLog.add(db, delivery, outcomes, Map.of(), addresses, START));
  }

  private static Outcome bounced(Outcome.Bounce bounce) {
    return Outcome.bounced("refused", "550 because", bounce);
  }

  private interface Work {
    void run(LiveWorkspace workspace, Database beside);
  }

  /** Runs the workspace with its journey live, as often as there are works. */
  private void live(Work... works) throws Exception {
    var db = open(folder);
    try (var staging = DuckDb.inMemory(List.of(folder), 300_000_000)) {
      Founding.of(db, folder, db instanceof DuckDb own ? own : staging, START);
      OutcomeLog.create(db);
      var isFirst = true;
      for (var work : works) {
        var databases = new Databases(() -> db);
        try (var workspace =
                new LiveWorkspace(databases, staging, () -> START, new Silent(), 1_000_000);
            var beside = db.beside()) {
          workspace.begin();
          if (isFirst) {
            workspace
                .live()
                .submit(
                    1,
                    (engine, now) -> {
                      engine.live(List.of("J"), now);
                      return true;
                    })
                .join();
          }
          isFirst = false;
          work.run(workspace, beside);
        }
      }
    } finally {
      db.close();
    }
  }

  private static boolean takeIn(LiveWorkspace workspace) {
    return workspace.live().submit(1, Receipts::takeIn).orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static Cohort at(LiveWorkspace workspace, String step) {
    return Cohort.union(
        workspace.live().standing().state("J").runs().iterator().next().places().entrySet().stream()
            .filter(place -> place.getKey().step().equals(step))
            .map(Map.Entry::getValue)
            .toList());
  }

  @Test
  void whatWasSaidMovesPeopleOnce() throws Exception {
    workspace(10);
    live(
        (workspace, db) -> {
          store(
              db,
              Map.of(
                  0, Outcome.DELIVERED,
                  1, Outcome.DELIVERED,
                  2, bounced(Outcome.Bounce.HARD),
                  3, bounced(Outcome.Bounce.SOFT),
                  4, bounced(Outcome.Bounce.OTHER),
                  5, Outcome.failed("bad-address", "none"),
                  6, Outcome.blocked("no-consent")),
              Map.of(2, "Was@X.example", 3, "p3@x.example", 4, "p4@x.example"));
          takeIn(workspace);
          takeIn(workspace);

          assertThat(ReceiptLog.isEmpty(db)).isTrue();
          assertThat(workspace.live().standing().members().get("Reached"))
              .isEqualTo(Cohort.of(0, 1));
          assertThat(at(workspace, "3")).isEqualTo(Cohort.of(2, 3, 4));
          var suppressed = workspace.live().standing().suppressed();
          assertThat(suppressed.keySet()).containsExactly("Was@x.example");
          assertThat(suppressed.values().iterator().next().reason())
              .isEqualTo(Suppressions.Reason.HARD_BOUNCE);
          var story = new InteractionRows(db).of("contact", 1);
          assertThat(story).hasSize(1);
          assertThat(story.getFirst().kind()).isEqualTo(Interaction.DELIVERED);
          assertThat(story.getFirst().details())
              .isEqualTo(Map.of("message", "news", "journey", "J", "channel", "email"));
        });
  }

  @Test
  void whatNobodyTookInBeforeTheEndIsTakenInAfterIt() throws Exception {
    workspace(4);
    live(
        (workspace, db) ->
            store(
                db,
                Map.of(1, Outcome.DELIVERED, 2, bounced(Outcome.Bounce.HARD)),
                Map.of()), // as after a crash: where it went is not known any more
        (workspace, db) -> {
          takeIn(workspace);
          assertThat(workspace.live().standing().members().get("Reached")).isEqualTo(Cohort.of(1));
          assertThat(at(workspace, "3")).isEqualTo(Cohort.of(2));
          assertThat(workspace.live().standing().suppressed()).containsOnlyKeys("p2@x.example");
        },
        (workspace, db) -> {
          takeIn(workspace);
          assertThat(new InteractionRows(db).of("contact", 1)).hasSize(1);
          assertThat(workspace.live().standing().suppressed()).containsOnlyKeys("p2@x.example");
        });
  }

  @Test
  void severalSoftBouncesGiveAnAddressUp() throws Exception {
    workspace(2);
    live(
        (workspace, db) -> {
          for (var i = 0; i < Suppressions.SOFT_BOUNCES; i++) {
            assertThat(workspace.live().standing().suppressed()).isEmpty();
            store(db, Map.of(1, bounced(Outcome.Bounce.SOFT)), Map.of(1, "p1@x.example"));
            takeIn(workspace);
          }
          assertThat(
                  Optional.ofNullable(workspace.live().standing().suppressed().get("p1@x.example"))
                      .map(Suppressions.Suppressed::reason))
              .contains(Suppressions.Reason.SOFT_BOUNCES);
        });
  }

  /** A hundred thousand, as lanes store them: the engine is not held up by them. */
  @Test
  void manyDeliveriesDoNotHoldTheEngineUp() throws Exception {
    var people = 100_000;
    workspace(people);
    live(
        (workspace, db) -> {
          for (var from = 0; from < people; from += 500) {
            var outcomes = new LinkedHashMap<Integer, Outcome>();
            var addresses = new HashMap<Integer, String>();
            for (var person = from; person < from + 500; person++) {
              var refused = person % 10 == 0;
              outcomes.put(person, refused ? bounced(Outcome.Bounce.HARD) : Outcome.DELIVERED);
              addresses.put(person, "p" + person + "@x.example");
            }
            store(db, outcomes, addresses);
          }
          var longest = Duration.ZERO;
          for (var more = true; more; ) {
            var begun = System.nanoTime();
            more = takeIn(workspace);
            var took = Duration.ofNanos(System.nanoTime() - begun);
            longest = took.compareTo(longest) > 0 ? took : longest;
          }
          System.out.println("the longest tick with receipts took " + longest);
          assertThat(
                  workspace
                      .live()
                      .standing()
                      .members()
                      .getOrDefault("Reached", Cohort.EMPTY)
                      .size())
              .isEqualTo(people - people / 10);
          assertThat(at(workspace, "3").size()).isEqualTo(people / 10);
          assertThat(workspace.live().standing().suppressed()).hasSize(people / 10);
          assertThat(longest).isLessThan(Duration.ofSeconds(5));
        });
  }
}
