package caravan.twin;

import caravan.law.Observation;
import caravan.law.World;
import caravan.runtime.IllegalCommand;
import caravan.segment.Expression;
import caravan.segment.Interaction;
import caravan.segment.Operand;
import caravan.workspace.Row;
import caravan.workspace.Scenario;
import caravan.workspace.ScenarioStep;
import caravan.workspace.Workspace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario a person at a time.
 *
 * <p>Choices. On the virtual clock something is asked at the instants at which something is due in
 * a journey that is live, at the end of an advance, and at the refresh instants of the segments
 * that journeys that are live or paused use, the segments of goals and of conditions too; the
 * condition of a wait-for that depends on the time has refresh instants like a segment's. At each
 * of these all wait-fors are asked. What somebody did with a message that was never sent to them
 * belongs to no run, and has no journey and no channel.
 */
public final class Twin implements World {

  private static final int MOST_ROUNDS = 10_000;

  private final Stage stage;
  private final boolean late;
  private final Map<String, Play> plays = new LinkedHashMap<>();

  public Twin(Workspace workspace, Scenario scenario) {
    this(workspace, scenario, false);
  }

  /**
   * A twin that may be late.
   *
   * @param late whether, while time advances, nothing is done but at its end, as after an outage
   */
  public Twin(Workspace workspace, Scenario scenario, boolean late) {
    this.late = late;
    stage = new Stage(workspace, scenario);
    workspace.journeys().forEach((name, journey) -> plays.put(name, new Play(journey, stage)));
    write(scenario.rows());
  }

  @Override
  public Observation apply(ScenarioStep step) {
    switch (step) {
      case ScenarioStep.Live(_, var journey) -> play(journey).live();
      case ScenarioStep.Pause(_, var journey) -> play(journey).pause();
      case ScenarioStep.Resume(_, var journey) -> play(journey).resume();
      case ScenarioStep.Stop(_, var journey) -> play(journey).stop();
      case ScenarioStep.Advance(_, var span) ->
          advance(Times.after(stage.now, span, stage.workspace.schema().zone()));
      case ScenarioStep.AdvanceTo(_, var to) -> advance(to);
      case ScenarioStep.Change(_, var rows) -> write(rows);
      case ScenarioStep.Remove(_, var keys) ->
          keys.forEach((table, all) -> all.forEach(key -> remove(table, key)));
      case ScenarioStep.Event event -> happen(event);
      case ScenarioStep.Interacted interacted -> happen(interacted);
      case ScenarioStep.Expect _ -> {}
    }
    settle();
    return Seen.of(stage, plays);
  }

  /** Whether a condition holds for a person now. */
  public boolean holds(Expression expression, String audience, Object key) {
    return stage.conditions.holds(expression, person(audience, key), Ask.at(stage.now));
  }

  /** What an operand is worth for a person now; null where it is missing. */
  public @Nullable Object value(Operand operand, String audience, Object key) {
    var value = stage.conditions.value(operand, person(audience, key), Ask.at(stage.now));
    return value instanceof Comparing.Average(var sum, var count)
        ? (Object) (sum.doubleValue() / count)
        : value;
  }

  private Item person(String audience, Object key) {
    return stage.rows.find(audience, key).orElseThrow();
  }

  @Override
  public void close() {}

  private Play play(String journey) {
    return Objects.requireNonNull(plays.get(journey));
  }

  private void write(Map<String, List<Row>> rows) {
    rows.forEach((table, all) -> all.forEach(row -> stage.rows.write(table, row.cells())));
  }

  private void remove(String table, Object key) {
    var who = new Who(table, key);
    if (stage.rows.remove(table, key) && stage.workspace.schema().table(table).audience()) {
      plays.values().forEach(play -> play.removed(who));
    }
  }

  private void happen(ScenarioStep.Event event) {
    var who = known(event.audience(), event.key());
    var runs = new LinkedHashSet<String>();
    plays.values().forEach(play -> runs.addAll(play.runsOf(who)));
    stage.happened.add(
        Interaction.EVENT, who, stage.now, Map.of("name", event.name()), event.properties(), runs);
  }

  private void happen(ScenarioStep.Interacted interacted) {
    var who = known(interacted.audience(), interacted.key());
    var sent = stage.happened.lastSent(who, interacted.message(), interacted.journey());
    var details = new HashMap<String, @Nullable Object>();
    details.put("message", interacted.message());
    sent.ifPresent(
        fact -> {
          details.put("journey", fact.cell("journey"));
          details.put("channel", fact.cell("channel"));
        });
    details.put("link", interacted.link());
    var runs = sent.map(Fact::runs).orElse(Set.of());
    stage.happened.add(interacted.type(), who, stage.now, details, "{}", runs);
  }

  private Who known(String audience, Object key) {
    if (stage.rows.find(audience, key).isEmpty()) {
      throw new IllegalCommand("there is no " + audience + " '" + key + "'");
    }
    return new Who(audience, key);
  }

  /** Lets time go on from one instant at which something may happen to the next. */
  private void advance(Instant to) {
    for (var next = next(); !late && next.isPresent() && next.get().isBefore(to); next = next()) {
      stage.now = next.get();
      settle();
    }
    stage.now = to.isBefore(stage.now) ? stage.now : to;
  }

  private Optional<Instant> next() {
    return Stream.concat(plays.values().stream().flatMap(Play::due), refreshes())
        .filter(due -> due.isAfter(stage.now))
        .min(Instant::compareTo);
  }

  private Stream<Instant> refreshes() {
    var segments = stage.workspace.segments();
    var tempos =
        Stream.concat(
                used().stream().map(segment -> Tempo.of(segment, segments)),
                plays.values().stream().filter(Play::isRunning).map(play -> play.uses().waiting()))
            .distinct()
            .toList();
    var zone = stage.workspace.schema().zone();
    return tempos.stream()
        .flatMap(
            tempo ->
                switch (tempo) {
                  case NONE -> Stream.empty();
                  case DAYS ->
                      Stream.of(Times.midnight(Times.day(stage.now, zone).plusDays(1), zone));
                  case INSTANTS ->
                      Stream.of(stage.now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
                });
  }

  private Set<String> used() {
    var used = new LinkedHashSet<String>();
    plays.values().stream()
        .filter(Play::isRunning)
        .forEach(play -> used.addAll(play.uses().segments()));
    return used;
  }

  /** Rounds at this instant until nothing moves. */
  private void settle() {
    for (var round = 0; round < MOST_ROUNDS; round++) {
      var before = stage.moves();
      stage.happened.nextRound();
      stage.members.refresh(used(), stage.now);
      plays.values().stream().filter(Play::isRunning).forEach(Play::round);
      stage.write();
      if (stage.moves() == before) {
        return;
      }
    }
    throw new IllegalStateException("does not come to rest at " + stage.now);
  }
}
