package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.audience.FactGroup;
import caravan.cohort.Cohort;
import caravan.message.Consents;
import caravan.segment.Interaction;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom journeys send to, against a naive reading of what people said and what their rows say. */
class ConsentInJourneysTest {

  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");
  private static final int PEOPLE = 60;
  private static final List<String> TOPICS = List.of(Consents.EVERYTHING, "news", "offers");

  @TempDir private Path folder = Path.of("");

  private record Said(int person, String topic, boolean allowed) {}

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void workspace(String model, boolean column, List<@Nullable Boolean> rows)
      throws IOException {
    write(
        "caravan.yaml",
        """
        tables:
          contact:
            audience: true
            key: id
            data: people.csv
            columns: {id: integer, email: text, ok: boolean}
            roles: {email: email%s}
        consent: {model: %s}
        """
            .formatted(column ? ", consent: ok" : "", model));
    var csv = new StringBuilder("id,email,ok\n");
    for (var i = 0; i < rows.size(); i++) {
      var ok = rows.get(i);
      csv.append("%d,p%d@x.example,%s%n".formatted(i, i, ok == null ? "" : ok.toString()));
    }
    write("people.csv", csv.toString());
    write("segments.yaml", "segments: [{segment: All, where: id >= 0}]");
    write("messages/news.txt", "---\nsubject: S\ntopic: news\n---\nx");
    write("messages/plain.txt", "---\nsubject: S\n---\nx");
    write("messages/bill.txt", "---\nsubject: S\nkind: transactional\ntopic: news\n---\nx");
    write(
        "journeys/j.yaml",
        """
        journey: J
        audience: {segments: [All]}
        frequency: ongoing
        steps: [{email: news}, {email: plain}, {email: bill}]
        """);
  }

  @ParameterizedTest
  @CsvSource({"opt-in, true", "opt-in, false", "opt-out, true", "opt-out, false"})
  void onlyWhoMayBeSentToIs(String model, boolean column) throws Exception {
    var random = new Random(model.hashCode() + (column ? 1 : 0));
    var rows = new ArrayList<@Nullable Boolean>();
    for (var i = 0; i < PEOPLE; i++) {
      rows.add(random.nextInt(3) == 0 ? null : (Boolean) random.nextBoolean());
    }
    workspace(model, column, rows);
    var history = new ArrayList<Said>();
    for (var i = 0; i < PEOPLE; i++) {
      history.add(
          new Said(
              random.nextInt(PEOPLE),
              TOPICS.get(random.nextInt(TOPICS.size())),
              random.nextBoolean()));
    }
    var db = DuckDb.file(folder.resolve("kept.db"), List.of(folder));
    Founding.of(db, folder, db, START);
    try (db;
        var workspace =
            new LiveWorkspace(new Databases(() -> db), db, () -> START, new Silent(), 100_000)) {
      workspace.begin();
      workspace
          .live()
          .submit(
              1,
              (engine, now) -> {
                for (var said : history) {
                  engine
                      .consents()
                      .record(
                          new Consents.Key("contact", "email", said.topic()),
                          said.person(),
                          said.allowed(),
                          now,
                          "test");
                }
                engine.live(List.of("J"), now);
                return true;
              })
          .join();
      for (var message : List.of("news", "plain", "bill")) {
        var expected = new Cohort.Builder();
        for (var person = 0; person < PEOPLE; person++) {
          if (message.equals("bill")
              || may(
                  person, message.equals("news") ? "news" : null, history, rows, model, column)) {
            expected.add(person);
          }
        }
        assertThat(sent(workspace, message)).as(message).isEqualTo(expected.build());
      }
    }
  }

  private static boolean may(
      int person,
      @Nullable String topic,
      List<Said> history,
      List<@Nullable Boolean> rows,
      String model,
      boolean column) {
    var all = last(person, Consents.EVERYTHING, history);
    var one = topic == null ? Optional.<Boolean>empty() : last(person, topic, history);
    if (all.equals(Optional.of(false)) || one.equals(Optional.of(false))) {
      return false;
    }
    if (all.isPresent() || one.isPresent()) {
      return true;
    }
    return column ? Boolean.TRUE.equals(rows.get(person)) : model.equals("opt-out");
  }

  private static Optional<Boolean> last(int person, String topic, List<Said> history) {
    return history.reversed().stream()
        .filter(it -> it.person() == person && it.topic().equals(topic))
        .map(Said::allowed)
        .findFirst();
  }

  private static Cohort sent(LiveWorkspace workspace, String message) {
    return Cohort.union(
        workspace.live().facts().join().groups(Interaction.SENT, "contact").stream()
            .filter(group -> message.equals(group.message()))
            .map(FactGroup::everybody)
            .toList());
  }
}
