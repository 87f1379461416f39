package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.cohort.Cohort;
import caravan.journey.JourneyState;
import caravan.journey.Reason;
import caravan.problem.InvalidInput;
import caravan.runtime.Founding;
import caravan.runtime.IllegalCommand;
import caravan.runtime.Live;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Standing;
import caravan.source.standin.CustomerInsightsStandIn;
import caravan.source.standin.Fault;
import caravan.source.standin.StandInData;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A live workspace takes what Customer Insights has: as a whole, or not at all. */
class ConnectionTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

  @TempDir private Path folder = Path.of("");
  private final ManualTime time = new ManualTime();
  private final StandInData data = new StandInData();
  private final List<Standing> standings = new CopyOnWriteArrayList<>();
  private CustomerInsightsStandIn standIn;
  private DuckDb db;
  private LiveWorkspace workspace;
  private Connection connection;

  @BeforeEach
  void start() throws IOException {
    data.putSegment("gold", "Gold", "the best");
    data.putSegment("new", "New", null);
    for (var i = 0; i < 40; i++) {
      data.putProfile("c" + i, Map.of("msdynci_firstname", "N" + i, "msdynci_city", "Graz"));
      data.addMember(i % 2 == 0 ? "gold" : "new", "c" + i);
    }
    standIn = CustomerInsightsStandIn.start(0, data, time);
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, plan: text}}
        """);
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: Pro, where: plan = 'pro'}]\n");
    db = DuckDb.file(folder.resolve("kept.db"), List.of(folder));
    Founding.of(db, folder, db, NOW);
    workspace = new LiveWorkspace(new Databases(() -> db), db, () -> NOW, new Noting(), 1_000);
    workspace.begin();
    connection =
        new Connection(
            db,
            workspace,
            folder,
            () -> NOW,
            Optional.empty(),
            settings -> new CustomerInsights(settings, time, time));
    connection.useInstead(standIn.settings());
  }

  private final class Noting implements Live.Listener {
    @Override
    public void settled(Standing before, Standing after, Duration took) {
      standings.add(after);
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      // seen in the journey's state
    }

    @Override
    public void failed(Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  @AfterEach
  void stop() {
    connection.close();
    workspace.close();
    db.close();
    standIn.close();
  }

  private RefreshLog.Entry refresh() {
    return connection.refreshSoon().join();
  }

  private Standing standing() {
    return workspace.live().standing();
  }

  private Cohort existing() {
    return standing().tables().people("profile").existing();
  }

  private void change(String document, String text) {
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put(document, text);
    workspace.change(new LiveWorkspace.Change("ann", texts, Map.of()));
  }

  private void goldenJourney() {
    change(
        "journeys/Golden.yaml",
        """
        journey: Golden
        audience: {segments: [Gold]}
        frequency: ongoing
        steps: [{wait: 30 days}]
        """);
    workspace
        .live()
        .submit(
            1,
            (engine, now) -> {
              engine.live(List.of("Golden"), now);
              return true;
            })
        .join();
  }

  private JourneyState golden() {
    return standing().state("Golden");
  }

  @Test
  void takesProfilesAndMembersTogether() {
    var entry = refresh();

    assertThat(entry.good()).as(entry.message()).isTrue();
    assertThat(entry.profiles()).isEqualTo(40);
    assertThat(existing().size()).isEqualTo(40);
    assertThat(standing().members("Gold").size()).isEqualTo(20);
    assertThat(standing().members("New").size()).isEqualTo(20);
    for (var standing : standings) {
      if (standing.definitions().segments().containsKey("Gold")) {
        var people = standing.tables().people("profile").existing();
        assertThat(people.containsAll(standing.members("Gold"))).isTrue();
        assertThat(standing.members("Gold").isEmpty()).isEqualTo(people.isEmpty());
      }
    }
  }

  @Test
  void followsWhatChangesThere() {
    refresh();
    goldenJourney();
    assertThat(golden().inside().size()).isEqualTo(20);

    data.putProfile("fresh", Map.of("msdynci_firstname", "Fresh"));
    data.addMember("gold", "fresh");
    data.removeMember("gold", "c2");
    data.removeProfile("c4");
    assertThat(refresh().good()).isTrue();

    assertThat(standing().members("Gold").size()).isEqualTo(19);
    assertThat(golden().entered().size()).isEqualTo(21);
    assertThat(golden().inside().size()).isEqualTo(20);
    assertThat(golden().runs().iterator().next().left()).containsOnlyKeys(Reason.REMOVED);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = "SLOW", mode = EnumSource.Mode.EXCLUDE)
  void keepsTheLastGoodStateWhateverGoesWrong(Fault fault) {
    refresh();
    goldenJourney();
    var before = standing();
    data.putProfile("fresh", Map.of("msdynci_firstname", "Fresh"));
    standIn.faults().on(fault, Integer.MAX_VALUE, 0);

    var entry = refresh();

    assertThat(entry.good()).isFalse();
    assertThat(entry.message()).isNotBlank().doesNotContain(standIn.settings().secret());
    assertThat(connection.warnings()).containsExactly(entry.message());
    assertThat(standing().members()).isEqualTo(before.members());
    assertThat(golden().inside().size()).isEqualTo(20);

    standIn.faults().off();
    assertThat(refresh().good()).isTrue();
    assertThat(existing().size()).isEqualTo(41);
  }

  @Test
  void doesNotBelieveThatMostOfASegmentIsGone() {
    refresh();
    var before = standing().members("Gold");
    for (var i = 0; i < 30; i += 2) {
      data.removeMember("gold", "c" + i);
    }

    var entry = refresh();

    assertThat(entry.code()).isEqualTo("source-great-loss");
    assertThat(entry.message()).contains("Gold", "20", "5");
    assertThat(standing().members("Gold")).isEqualTo(before);
  }

  @Test
  void holdsJourneysWhoseSegmentIsDeletedThereAndLosesNobody() {
    refresh();
    goldenJourney();
    data.removeSegment("gold");
    data.removeSegment("new");

    var entry = refresh();

    assertThat(entry.good()).isTrue();
    assertThat(entry.warnings()).hasSize(1).first().asString().contains("Gold", "Golden");
    assertThat(golden().status()).isEqualTo(JourneyState.Status.PAUSED);
    assertThat(golden().fault().orElse("")).contains("Gold", "deleted");
    assertThat(golden().inside().size()).isEqualTo(20);
    assertThat(standing().members("Gold").size()).isEqualTo(20);
    assertThat(standing().definitions().segments()).containsOnlyKeys("Pro", "Gold");

    change(
        "journeys/Other.yaml",
        "{journey: Other, audience: {segments: [Gold]}, frequency: one-time, steps: []}");
    assertThatThrownBy(
            () ->
                workspace
                    .live()
                    .submit(
                        1,
                        (engine, now) -> {
                          engine.live(List.of("Other"), now);
                          return true;
                        })
                    .join())
        .hasCauseInstanceOf(IllegalCommand.class)
        .hasMessageContaining("deleted in Customer Insights");
  }

  @Test
  void aSegmentWithoutMembersIsNotTakenForDeletedWhereTheListOfSegmentsCannotBeRead() {
    refresh();
    goldenJourney();
    data.hideCatalogue(true);
    for (var i = 0; i < 40; i++) {
      data.removeMember(i % 2 == 0 ? "gold" : "new", "c" + i);
    }

    var entry = refresh();

    assertThat(entry.good()).isTrue();
    assertThat(entry.warnings()).hasSize(2).anyMatch(it -> it.contains("'Gold' has no members"));
    assertThat(golden().status()).isEqualTo(JourneyState.Status.LIVE);
    assertThat(standing().members("Gold").size()).isEqualTo(20);
    assertThat(standing().definitions().segments()).containsOnlyKeys("Pro", "Gold", "New");

    data.hideCatalogue(false);
    data.addMember("gold", "c1");
    data.removeSegment("new");
    assertThat(refresh().code()).isEqualTo("source-great-loss");
    for (var i = 0; i < 20; i++) {
      data.addMember("gold", "c" + i);
    }
    assertThat(refresh().warnings()).isEmpty();
    assertThat(standing().members("Gold").size()).isEqualTo(20);
    assertThat(standing().definitions().segments()).containsOnlyKeys("Pro", "Gold");
  }

  @Test
  void holdsJourneysWhoseColumnVanishedThere() {
    refresh();
    change("segments/In Graz.yaml", "{segment: In Graz, audience: profile, where: city = 'Graz'}");
    change(
        "journeys/Graz.yaml",
        """
        journey: Graz
        audience: {segments: [In Graz]}
        frequency: ongoing
        steps: [{wait: 30 days}]
        """);
    workspace
        .live()
        .submit(
            1,
            (engine, now) -> {
              engine.live(List.of("Graz"), now);
              return true;
            })
        .join();
    assertThat(data.dropColumn("msdynci_city")).isTrue();

    var entry = refresh();

    assertThat(entry.good()).as(entry.message()).isTrue();
    assertThat(entry.warnings()).hasSize(1).first().asString().contains("city", "In Graz");
    assertThat(standing().state("Graz").fault().orElse("")).contains("city", "vanished");
    assertThat(standing().state("Graz").inside().size()).isEqualTo(40);
  }

  @Test
  void isOneSourceAndAudienceAJourney() {
    refresh();
    change("segments/Ours.yaml", "{segment: Ours, audience: profile, where: city = 'Graz'}");

    assertThatThrownBy(
            () ->
                change(
                    "journeys/Mixed.yaml",
                    """
                    journey: Mixed
                    audience: {segments: [Gold], exclude: [Ours]}
                    frequency: one-time
                    steps: [{branch: [{if: in segment 'Ours', steps: []}]}]
                    """))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            invalid ->
                assertThat(invalid.problems())
                    .hasSize(2)
                    .allSatisfy(
                        problem -> {
                          assertThat(problem.code()).isEqualTo("mixed-sources");
                          assertThat(problem.message())
                              .contains("Outbound marketing", "Customer Insights");
                        }));
  }

  @Test
  void isGivenAnotherNameWhereOursIsTaken() {
    data.putSegment("pro", "Pro", null);
    refresh();

    assertThat(standing().definitions().segments())
        .containsOnlyKeys("Pro", "Gold", "New", "Pro (Customer Insights)");
  }

  @Test
  void isStillThereAfterARestart() {
    refresh();
    goldenJourney();
    var before = standing();
    workspace.close();
    workspace = new LiveWorkspace(new Databases(() -> db), db, () -> NOW, new Noting(), 1_000);
    workspace.begin();

    assertThat(standing().members()).isEqualTo(before.members());
    assertThat(golden().inside().size()).isEqualTo(20);
  }
}
