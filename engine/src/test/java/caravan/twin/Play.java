package caravan.twin;

import caravan.journey.Journey;
import caravan.journey.Reason;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.runtime.IllegalCommand;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A journey as it is played.
 *
 * <p>Choices. Runs are played one after the other, the oldest first, each from its door to its end:
 * a younger one sees what an older one did, but not the other way round. Who is in an exit segment
 * and had an exit event leaves for the segment. Names of events are exact. An event takes those out
 * who were inside before it.
 */
final class Play {

  enum State {
    DRAFT,
    LIVE,
    PAUSED,
    STOPPED
  }

  private final Journey journey;
  private final Stage stage;
  private final Uses uses;
  private final Passing passing;
  private final List<Run> runs = new ArrayList<>();
  private State state = State.DRAFT;
  private final Doors doors;

  Play(Journey journey, Stage stage) {
    this.journey = journey;
    this.stage = stage;
    this.uses = new Uses(journey, stage.workspace.segments());
    this.passing = new Passing(journey, stage, this::leave);
    this.doors = new Doors(journey, stage, runs);
  }

  Journey journey() {
    return journey;
  }

  List<Run> runs() {
    return runs;
  }

  /** Whether what it uses must be known: it is live or paused. */
  boolean isRunning() {
    return state == State.LIVE || state == State.PAUSED;
  }

  boolean isLive() {
    return state == State.LIVE;
  }

  Uses uses() {
    return uses;
  }

  List<Instant> skipped() {
    return doors.skipped();
  }

  void live() {
    require(state == State.DRAFT, "cannot go live");
    state = State.LIVE;
    doors.open();
  }

  void pause() {
    require(state == State.LIVE, "cannot be paused");
    state = State.PAUSED;
  }

  void resume() {
    require(state == State.PAUSED, "cannot resume");
    state = State.LIVE;
    doors.skip();
  }

  void stop() {
    require(isRunning(), "cannot be stopped");
    state = State.STOPPED;
    doors.close();
    for (var traveller : inside()) {
      leave(traveller, Reason.STOPPED);
    }
    passing.posting().withdraw(_ -> true);
  }

  private void require(boolean allowed, String refusal) {
    if (!allowed) {
      throw new IllegalCommand(
          "journey '%s' %s: it is %s"
              .formatted(journey.name(), refusal, state.name().toLowerCase(Locale.ROOT)));
    }
  }

  private List<Traveller> inside() {
    return runs.stream().flatMap(run -> run.inside.stream()).toList();
  }

  /** A person's row is removed. */
  void removed(Who who) {
    for (var traveller : inside()) {
      if (traveller.who.equals(who)) {
        leave(traveller, Reason.REMOVED);
      }
    }
    passing.posting().withdraw(traveller -> traveller.who.equals(who));
  }

  /** The runs that somebody is in. */
  Set<String> runsOf(Who who) {
    return Set.copyOf(
        inside().stream()
            .filter(traveller -> traveller.who.equals(who))
            .map(traveller -> traveller.run)
            .toList());
  }

  /** One round at an instant: exits, doors, what is due. */
  void round() {
    doors.look();
    if (state != State.LIVE) {
      return;
    }
    for (var traveller : inside()) {
      exit(traveller);
    }
    var newcomers = doors.enter();
    for (var run : List.copyOf(runs)) {
      newcomers.addAll(doors.enter(run));
      run.inside.stream().filter(newcomers::contains).toList().forEach(this::exit);
      var fresh = run.inside.stream().filter(newcomers::contains).toList();
      var resting = run.inside.stream().filter(one -> !newcomers.contains(one)).toList();
      passing.posting().release(run);
      passing.pass(fresh, resting);
    }
  }

  private void exit(Traveller traveller) {
    if (journey.exitSegments().stream()
        .anyMatch(segment -> stage.members.has(segment, traveller.who))) {
      leave(traveller, Reason.EXIT_SEGMENT);
    } else if (stage
        .happened
        .event(traveller.who, journey.exitEvents(), traveller.entered)
        .isPresent()) {
      leave(traveller, Reason.EXIT_EVENT);
    }
  }

  private void leave(Traveller traveller, Reason reason) {
    var label = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    var run = runs.stream().filter(one -> one.name.equals(traveller.run)).findFirst().orElseThrow();
    run.inside.remove(traveller);
    run.left.computeIfAbsent(label, _ -> new ArrayList<>()).add(traveller.who);
    stage.happened.add(
        Interaction.LEFT,
        traveller.who,
        stage.now,
        Map.of("journey", journey.name(), "reason", label),
        traveller.run);
    stage.log(journey.name(), traveller.who.key() + " left " + label);
    if (reason != Reason.COMPLETED && reason != Reason.EXIT_STEP) {
      passing.posting().withdraw(one -> one == traveller);
    }
  }

  /** The instants at which something may be due here, past ones too. */
  Stream<Instant> due() {
    if (state != State.LIVE) {
      return Stream.empty();
    }
    return Stream.of(
            doors.due(),
            passing.posting().due(),
            inside().stream().map(this::due).flatMap(Optional::stream))
        .flatMap(dues -> dues);
  }

  private Optional<Instant> due(Traveller traveller) {
    return switch (traveller.spot == null ? null : traveller.spot.step().tile()) {
      case Wait wait -> passing.holding().end(wait, traveller);
      case WaitFor wait -> passing.holding().limit(wait, traveller);
      case null, default -> Optional.empty();
    };
  }
}
