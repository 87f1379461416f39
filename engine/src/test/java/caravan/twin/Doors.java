package caravan.twin;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.segment.Interaction;
import caravan.segment.Span;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who starts a journey, and when.
 *
 * <p>Choices. An occurrence at the very instant of a resume fell into the pause. Skipped ones are
 * recorded at the resume, and not where the journey is stopped instead. Two that daylight saving
 * moves to one instant, where a whole day is skipped, are one. Whoever waits for their turn counts
 * as inside for who may start by {@code rejoin}, and whoever was dropped may start later like
 * anybody who never entered.
 */
final class Doors {

  private final Journey journey;
  private final Stage stage;
  private final List<Run> runs;
  private final Map<Run, Turns> queues = new LinkedHashMap<>();
  private final Turns queue;
  private final Map<Who, Integer> laps = new HashMap<>();

  /** Who was not eligible at some tick since they last entered. */
  private final Set<Who> missed = new HashSet<>();

  private @Nullable Instant live;
  private boolean started;
  private long occurrence;
  private final List<Instant> skipped = new ArrayList<>();

  Doors(Journey journey, Stage stage, List<Run> runs) {
    this.journey = journey;
    this.stage = stage;
    this.runs = runs;
    this.queue = new Turns(journey.entryRate());
  }

  /** The journey goes live now. */
  void open() {
    live = stage.now;
    if (journey.frequency() instanceof Frequency.Repeating(var every)) {
      while (planned(every).isBefore(stage.now)) {
        pass(every);
      }
    }
  }

  /** The journey is stopped. */
  void close() {
    queue.clear();
    queues.values().forEach(Turns::clear);
  }

  /** The occurrences that did not happen. */
  List<Instant> skipped() {
    return List.copyOf(skipped);
  }

  /** The journey is resumed: what fell into the pause is skipped. */
  void skip() {
    if (journey.frequency() instanceof Frequency.Repeating(var every)) {
      while (!planned(every).isAfter(stage.now) && !isOver(planned(every))) {
        skipped.add(planned(every));
        pass(every);
      }
    }
  }

  /** When the next occurrence is planned. */
  private Instant planned(Span every) {
    var since = Objects.requireNonNull(live);
    var start = journey.start();
    if (start == null && occurrence == 0) {
      return since;
    }
    if (start == null && !Times.isCalendar(every)) {
      return Times.after(
          since, new Span(every.amount() * occurrence, every.unit()), journey.zone());
    }
    var first = start == null ? LocalDateTime.ofInstant(since, journey.zone()) : start;
    return Times.occurrence(first, every, occurrence, journey.zone());
  }

  /** Goes on to the next occurrence that is later. */
  private void pass(Span every) {
    var before = planned(every);
    while (!planned(every).isAfter(before)) {
      occurrence++;
    }
  }

  private boolean isOver(Instant instant) {
    return journey.end() != null && !instant.isBefore(Times.at(journey.end(), journey.zone()));
  }

  private Instant start() {
    var since = Objects.requireNonNull(live);
    if (journey.start() == null) {
      return since;
    }
    var start = Times.at(journey.start(), journey.zone());
    return start.isBefore(since) ? since : start;
  }

  private boolean isEligible(Who who) {
    return journey.segments().stream().anyMatch(segment -> stage.members.has(segment, who))
        && journey.exclude().stream().noneMatch(segment -> stage.members.has(segment, who));
  }

  private List<Who> eligible() {
    return stage.rows.people(journey.audience()).stream()
        .map(Item::who)
        .filter(this::isEligible)
        .toList();
  }

  /** Notes who is not eligible, in a pause too. */
  void look() {
    for (var who : laps.keySet()) {
      if (!isEligible(who)) {
        missed.add(who);
      }
    }
  }

  /** Lets in whose turn it is now. */
  List<Traveller> enter() {
    line();
    var newcomers = new ArrayList<Traveller>();
    for (var who : queue.take(stage.now)) {
      enter(who, null, newcomers);
    }
    return newcomers;
  }

  /** Lets in whose turn it is now in a run that is an occurrence. */
  List<Traveller> enter(Run run) {
    var newcomers = new ArrayList<Traveller>();
    var turns = queues.get(run);
    if (turns != null) {
      turns.take(stage.now).forEach(who -> enter(who, run, newcomers));
    }
    return newcomers;
  }

  /** Sends those who start into the queue. */
  private void line() {
    switch (journey.frequency()) {
      case Frequency.OneTime() -> {
        if (!started && !stage.now.isBefore(start())) {
          started = true;
          eligible().forEach(who -> queue.add(who, stage.now));
        }
      }
      case Frequency.Ongoing(var rejoin) -> {
        if (!stage.now.isBefore(start()) && !isOver(stage.now)) {
          eligible().stream()
              .filter(who -> mayStart(who, rejoin))
              .forEach(who -> queue.add(who, stage.now));
        }
      }
      case Frequency.Repeating(var every) -> {
        while (!planned(every).isAfter(stage.now) && !isOver(planned(every))) {
          var at = planned(every);
          pass(every);
          var isLatest = planned(every).isAfter(stage.now) || isOver(planned(every));
          if (isOver(stage.now) || !isLatest) {
            skipped.add(at); // late: only the latest happens, and none after the end
            continue;
          }
          var run = new Run(journey.name() + "@" + at);
          runs.add(run);
          var turns = new Turns(journey.entryRate());
          queues.put(run, turns);
          eligible().forEach(who -> turns.add(who, stage.now));
        }
      }
    }
  }

  private boolean mayStart(Who who, boolean rejoin) {
    var isInside = queue.holds(who) || runs.stream().anyMatch(run -> run.holds(who));
    return !isInside && (!laps.containsKey(who) || rejoin && missed.contains(who));
  }

  private void enter(Who who, @Nullable Run occurrence, List<Traveller> newcomers) {
    if (!isEligible(who) || isOver(stage.now)) {
      return;
    }
    var lap = laps.merge(who, 1, Integer::sum);
    var run = occurrence == null ? lap(lap) : occurrence;
    missed.remove(who);
    stage.happened.add(
        Interaction.ENTERED, who, stage.now, Map.of("journey", journey.name()), run.name);
    var traveller = new Traveller(who, run.name, stage.now, journey.zone(), stage.happened.next());
    run.inside.add(traveller);
    run.entered.add(who);
    newcomers.add(traveller);
    stage.log(journey.name(), who.key() + " entered");
  }

  private Run lap(int number) {
    while (runs.size() < number) {
      runs.add(new Run(journey.name() + "#" + (runs.size() + 1)));
    }
    return runs.get(number - 1);
  }

  /** When somebody may start next. */
  Stream<Instant> due() {
    var starts =
        switch (journey.frequency()) {
          case Frequency.OneTime() -> started ? Stream.<Instant>empty() : Stream.of(start());
          case Frequency.Ongoing _ -> Stream.of(start());
          case Frequency.Repeating(var every) ->
              isOver(planned(every)) ? Stream.<Instant>empty() : Stream.of(planned(every));
        };
    var turns = queues.values().stream().flatMap(Turns::due);
    return Stream.of(starts, queue.due(), turns).flatMap(stream -> stream);
  }
}
