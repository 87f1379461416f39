package caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.cohort.Cohort;
import caravan.journey.JourneyState;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import caravan.workspace.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that lives: reacts, is redefined, is opened again, and outlives what is broken. */
class LiveWorkspaceTest {

  private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

  @TempDir private Path folder = Path.of("");
  private final List<String> told = new ArrayList<>();
  private volatile Instant now = START;
  private @Nullable DuckDb db;
  private @Nullable LiveWorkspace workspace;

  @BeforeEach
  void found() throws IOException {
    write(
        "caravan.yaml",
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, email: text, plan: text, points: integer}
            roles: {email: email}
        """);
    write(
        "segments.yaml",
        """
        segments:
          - {segment: Pro, where: plan = 'pro'}
          - {segment: Rich, where: points > 100}
        """);
    write(
        "journeys/welcome.yaml",
        """
        journey: Welcome
        audience: {segments: [Pro]}
        frequency: ongoing
        steps: [{email: hello}, {wait: 1 day}, {email: hello}]
        """);
    write(
        "journeys/riches.yaml",
        """
        journey: Riches
        audience: {segments: [Rich]}
        frequency: ongoing
        steps: [{email: hello}]
        """);
    write("messages/hello.txt", "---\nsubject: Hello\n---\nHello {{contact.plan}}\n");
    db = DuckDb.file(folder.resolve("kept.db"), List.of(folder));
    Founding.of(db, folder, db, START);
    open();
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void open() {
    var opened = db();
    workspace =
        new LiveWorkspace(new Databases(() -> opened), opened, () -> now, new Noting(), 1_000);
    workspace.begin();
  }

  private DuckDb db() {
    return java.util.Objects.requireNonNull(db);
  }

  private LiveWorkspace workspace() {
    return java.util.Objects.requireNonNull(workspace);
  }

  private final class Noting implements Live.Listener {
    @Override
    public void settled(Standing before, Standing after, Duration took) {
      // nothing to note
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      told.add("held " + journey + ": " + fault);
    }

    @Override
    public void failed(Throwable failure) {
      told.add("failed: " + failure.getMessage());
    }
  }

  @AfterEach
  void close() {
    workspace().close();
    db().close();
  }

  private void upsert(Map<String, @Nullable Object> row) {
    workspace()
        .live()
        .submit(
            1,
            (engine, _) -> {
              engine.intake().upsert(engine.tables().schema().table("contact"), List.of(row));
              return true;
            })
        .join();
  }

  private void live(String journey) {
    command((engine, at) -> engine.live(List.of(journey), at));
  }

  private void command(java.util.function.BiConsumer<Engine, Instant> command) {
    workspace()
        .live()
        .submit(
            1,
            (engine, at) -> {
              command.accept(engine, at);
              return true;
            })
        .join();
  }

  private Standing standing() {
    return workspace().live().standing();
  }

  private Map<String, Cohort> members() {
    return new TreeMap<>(standing().members());
  }

  private void change(String document, @Nullable String text) {
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put(document, text);
    workspace().change(new LiveWorkspace.Change("ann", texts, Map.of()));
  }

  @Test
  void reactsToRowsAndKeepsAllSegmentsFresh() {
    live("Welcome");
    upsert(Map.of("id", "ann", "email", "ann@example.org", "plan", "pro"));
    upsert(Map.of("id", "bob", "points", 500L));

    assertThat(members()).containsExactly(entry("Pro", 0), entry("Rich", 1));
    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.of(0));
    assertThat(DeliveryLog.pending(db(), 10))
        .extracting(DeliveryLog.Pending::who)
        .containsExactly(Cohort.of(0));
  }

  /** Rows that one tick brings are written together, but nothing else is done before them. */
  @Test
  void whatComesTogetherIsDoneInItsOrder() {
    command(
        (engine, at) -> {
          var contact = engine.schema().table("contact");
          var intake = engine.intake();
          intake.upsert(contact, List.of(Map.of("id", "ann", "plan", "pro", "points", 1L)));
          intake.upsert(contact, List.of(Map.of("id", "bob", "plan", "pro")));
          intake.upsert(contact, List.of(Map.of("id", "ann", "points", 500L)));
          intake.remove(contact, List.of("bob"));
          intake.upsert(contact, List.of(Map.of("id", "cid", "email", "c@example.org")));
          intake.upsert(contact, List.of(Map.of("id", "cid", "plan", "pro")));
          assertThat(engine.tables().people("contact").existing()).isEqualTo(Cohort.of(0, 2));
          intake.upsert(contact, List.of(Map.of("id", "bob", "points", 101L)));
          engine.live(List.of("Riches"), at);
          intake.upsert(contact, List.of(Map.of("id", "dan", "points", 200L)));
        });

    assertThat(members()).containsExactly(entry("Pro", 0, 2), entry("Rich", 0, 1, 3));
    assertThat(standing().state("Riches").runs().iterator().next().entered())
        .isEqualTo(Cohort.of(0, 1, 3));
  }

  private static Map.Entry<String, Cohort> entry(String segment, int... people) {
    return Map.entry(segment, Cohort.of(people));
  }

  @Test
  void goesOnAfterItWasClosed() {
    live("Welcome");
    upsert(Map.of("id", "ann", "email", "ann@example.org", "plan", "pro"));
    var before = standing();
    workspace().close();

    now = START.plus(Duration.ofDays(2));
    open();

    assertThat(standing().members()).isEqualTo(before.members());
    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.EMPTY);
    assertThat(DeliveryLog.pending(db(), 10)).hasSize(2);
  }

  @Test
  void isDueWithoutBeingAsked() {
    live("Welcome");
    upsert(Map.of("id", "ann", "email", "ann@example.org", "plan", "pro"));
    now = START.plus(Duration.ofDays(1));
    command((_, _) -> {}); // the engine's thread sleeps by the real clock: this wakes it

    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.EMPTY);
  }

  @Test
  void doesNotGoBackWhereTheClockIsSetBack() {
    live("Welcome");
    upsert(Map.of("id", "ann", "email", "ann@example.org", "plan", "pro"));
    now = START.minus(Duration.ofHours(3));
    upsert(Map.of("id", "bob", "email", "bob@example.org", "plan", "pro"));

    assertThat(standing().now()).isEqualTo(START);
    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.of(0, 1));
    now = START.plus(Duration.ofDays(1));
    command((_, _) -> {});
    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.EMPTY);

    workspace().close();
    now = START;
    open();
    assertThat(standing().now()).isEqualTo(START.plus(Duration.ofDays(1)));
  }

  @Test
  void takesOtherDefinitionsWhileItRuns() {
    upsert(Map.of("id", "ann", "plan", "pro", "points", 7L));
    live("Welcome");
    change("segments/Poor.yaml", "{segment: Poor, where: points < 10}");
    change("segments/Rich.yaml", "{segment: Rich, where: points > 5}");

    assertThat(members()).containsExactly(entry("Poor", 0), entry("Pro", 0), entry("Rich", 0));
    upsert(Map.of("id", "ann", "points", 50L));
    assertThat(members()).containsExactly(entry("Poor"), entry("Pro", 0), entry("Rich", 0));

    workspace().close();
    open();
    assertThat(members()).containsExactly(entry("Poor"), entry("Pro", 0), entry("Rich", 0));
    change("segments/Poor.yaml", null);
    assertThat(members()).containsOnlyKeys("Pro", "Rich");
  }

  @Test
  void refusesWhatDoesNotFitAndChangesNothing() {
    live("Welcome");
    var before = workspace().kept();

    assertThatThrownBy(() -> change("segments/Bad.yaml", "{segment: Bad, where: plam = 1}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("plam");
    assertThatThrownBy(() -> change("segments/Pro.yaml", null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("Pro");
    assertThatThrownBy(() -> change("journeys/Welcome.yaml", null)).hasMessageContaining("live");
    assertThatThrownBy(() -> change("segments/Other.yaml", "{segment: Name, where: points = 1}"))
        .hasMessageContaining("another name");
    assertThat(workspace().kept()).isSameAs(before);
  }

  @Test
  void refusesAChangeOfWhatSomebodyElseChanged() {
    var version = workspace().kept().stand().versions().get("segments/Pro.yaml");
    var number = version == null ? -1 : version.number();
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put("segments/Pro.yaml", "{segment: Pro, where: plan = 'PRO'}");
    var change = new LiveWorkspace.Change("ann", texts, Map.of("segments/Pro.yaml", number));
    workspace().change(change);

    assertThatThrownBy(() -> workspace().change(change)).isInstanceOf(Outdated.class);
  }

  @Test
  void makesAndRemovesTablesAndColumns() {
    upsert(Map.of("id", "ann", "plan", "pro"));
    var root = String.valueOf(workspace().kept().stand().documents().text(Documents.ROOT));
    var purchases =
        """
          purchase:
            columns: {contact_id: text, amount: decimal}
            belongs-to: {contact: contact_id}
        """;
    change(
        Documents.ROOT,
        root.replace("tables:\n", "tables:\n" + purchases)
            .replace("      plan: text", "      city: text\n      plan: text"));
    change("segments/Buyers.yaml", "{segment: Buyers, where: any(purchase) and city = 'Graz'}");
    command(
        (engine, _) -> {
          var schema = engine.tables().schema();
          engine
              .intake()
              .upsert(
                  schema.table("purchase"),
                  List.of(Map.of("contact_id", "ann", "amount", new java.math.BigDecimal("5"))));
          engine
              .intake()
              .upsert(schema.table("contact"), List.of(Map.of("id", "ann", "city", "Graz")));
        });
    assertThat(standing().members("Buyers")).isEqualTo(Cohort.of(0));

    assertThatThrownBy(() -> change(Documents.ROOT, root)).hasMessageContaining("purchase");
    change("segments/Buyers.yaml", null);
    change(Documents.ROOT, root);
    change(Documents.ROOT, root.replace("      plan: text", "      city: text\n      plan: text"));
    change("segments/Graz.yaml", "{segment: Graz, where: city = 'Graz'}");
    assertThat(standing().members("Graz")).isEqualTo(Cohort.EMPTY);
    upsert(Map.of("id", "ann", "city", "Graz"));
    assertThat(standing().members("Graz")).isEqualTo(Cohort.of(0));
  }

  @Test
  void failsOnlyTheWorkThatCannotBeDone() {
    var live = workspace().live();
    var bad =
        live.submit(
            1,
            (engine, _) -> {
              engine
                  .evaluator()
                  .members(
                      List.of("no such segment"),
                      engine.moment(START),
                      null,
                      caravan.audience.Evaluator.Known.NOTHING);
              return 1;
            });
    var refused =
        live.<Integer>submit(
            1,
            (_, _) -> {
              throw new InvalidInput("no", Place.of("here"), "not this");
            });
    upsert(Map.of("id", "ann", "plan", "pro"));

    assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class);
    assertThatThrownBy(refused::join).hasCauseInstanceOf(InvalidInput.class);
    assertThat(standing().members("Pro")).isEqualTo(Cohort.of(0));
    assertThat(live.failure()).isNull();
  }

  @Test
  void holdsAJourneyWhoseColumnVanishedAndGoesOnWithTheOthers() {
    live("Welcome");
    live("Riches");
    upsert(Map.of("id", "ann", "email", "ann@example.org", "plan", "pro", "points", 500L));
    workspace()
        .live()
        .alone(
            (_, _) -> db().sql().execute("alter table data.contact rename column points to gone"))
        .join();

    upsert(Map.of("id", "bob", "email", "bob@example.org", "plan", "pro"));

    assertThat(standing().state("Riches").status()).isEqualTo(JourneyState.Status.PAUSED);
    assertThat(standing().state("Riches").fault().orElse("")).contains("points");
    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.of(0, 1));
    assertThat(told).hasSize(1).first().asString().startsWith("held Riches");

    workspace().close();
    open();
    upsert(Map.of("id", "cid", "email", "cid@example.org", "plan", "pro"));
    assertThat(standing().state("Welcome").inside()).isEqualTo(Cohort.of(0, 1, 2));
  }

  @Test
  void refusesMoreThanCanWait() {
    var live = workspace().live();
    var gate = new java.util.concurrent.CountDownLatch(1);
    var first =
        live.submit(
            1,
            (_, _) -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return 1;
            });
    while (live.waiting() > 0) {
      Thread.onSpinWait();
    }
    var second = live.submit(900, (_, _) -> 2);
    assertThatThrownBy(() -> live.submit(101, (_, _) -> 3)).isInstanceOf(Busy.class);
    var third = live.submit(100, (_, _) -> 4);
    gate.countDown();
    assertThat(List.of(first.join(), second.join(), third.join())).containsExactly(1, 2, 4);
  }
}
