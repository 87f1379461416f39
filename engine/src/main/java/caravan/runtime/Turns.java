package caravan.runtime;

import caravan.audience.Memberships;
import caravan.audience.Memberships.Turn;
import caravan.journey.Plan;
import caravan.journey.tile.WaitFor;
import caravan.segment.Clockwork;
import caravan.segment.Expression;
import caravan.segment.Inputs;
import caravan.segment.Interaction;
import caravan.segment.Segment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The instants at which segments are evaluated for everybody: midnight in the workspace's zone for
 * those that compare dates, every full hour (live: minute) for those that compare instants.
 */
final class Turns {

  private final Freshness freshness;
  private final ZoneId zone;
  private final Memberships memberships;
  private final Map<String, Segment> segments;
  private final Set<String> read = new HashSet<>();
  private @Nullable Instant done;

  Turns(Freshness freshness, Memberships memberships, Map<String, Segment> segments) {
    this.freshness = freshness;
    this.zone = memberships.schema().zone();
    this.memberships = memberships;
    this.segments = segments;
  }

  /** Takes note of what a journey that goes live reads. */
  void live(Plan plan) {
    var inputs = new Inputs(schema(), segments);
    var journey = plan.journey();
    Stream.of(journey.segments(), journey.exclude(), journey.exitSegments())
        .flatMap(Collection::stream)
        .forEach(name -> addInputs(inputs, name));
    if (journey.goal() != null) {
      addInputs(inputs, journey.goal().segment());
    }
    conditions(plan)
        .forEach(
            condition -> read.addAll(inputs.of(condition, schema().table(journey.audience()))));
  }

  private void addInputs(Inputs inputs, String name) {
    var segment = segments.get(name);
    if (segment != null) {
      read.addAll(inputs.of(segment));
    }
  }

  private caravan.profile.Schema schema() {
    return memberships.schema();
  }

  /** The conditions that are asked again while people wait. */
  private static Stream<Expression> conditions(Plan plan) {
    return plan.nodes().stream()
        .flatMap(
            node ->
                node.step().tile() instanceof WaitFor(WaitFor.Until(var condition), _, _, _)
                    ? Stream.of(condition)
                    : Stream.empty());
  }

  /**
   * Whether anything that is kept or waited for is to be asked again after interactions of a kind.
   */
  boolean concerns(Interaction kind) {
    return read.contains(kind.label())
        || memberships.reads(kind.label())
        || memberships.clockworks().contains(Clockwork.INSTANTS);
  }

  /**
   * Which segments' turn has come since the instant before: at this one, or before it where nobody
   * looked then.
   */
  Set<Turn> at(Instant now) {
    var turns = EnumSet.noneOf(Turn.class);
    var since = done == null ? now.minusNanos(1) : done;
    if (midnight(LocalDate.ofInstant(now, zone)).isAfter(since)) {
      turns.add(Turn.DAY);
    }
    if (now.truncatedTo(freshness.instants()).isAfter(since)) {
      turns.add(Turn.INSTANT);
    }
    done = now;
    return turns;
  }

  /**
   * A segment under which it is to be remembered that everybody was asked, even if nobody joined or
   * left: restored, the engine would ask again before the next turn, and find what is so by then.
   * In a server that is less than a minute away.
   */
  Optional<String> remembered(Set<Turn> turns) {
    return freshness == Freshness.VIRTUAL && turns.contains(Turn.INSTANT)
        ? memberships.comparingInstants()
        : Optional.empty();
  }

  /** Goes on after what was done at an instant. */
  void resume(@Nullable Instant last) {
    done = last;
  }

  /** The last instant at which something was done. */
  @Nullable Instant done() {
    return done;
  }

  private Instant midnight(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /**
   * The next such instant at which a segment that is kept, or a condition of a live journey, may
   * change.
   */
  Optional<Instant> next(Instant now, Collection<Plan> live) {
    var clocks = EnumSet.copyOf(memberships.clockworks());
    live.stream()
        .flatMap(Turns::conditions)
        .forEach(condition -> clocks.add(Clockwork.of(condition, segments)));
    var day =
        clocks.contains(Clockwork.DAYS)
            ? Stream.of(midnight(LocalDate.ofInstant(now, zone).plusDays(1)))
            : Stream.<Instant>empty();
    var unit = freshness.instants();
    var instant =
        clocks.contains(Clockwork.INSTANTS)
            ? Stream.of(now.truncatedTo(unit).plus(1, unit))
            : Stream.<Instant>empty();
    return Stream.concat(day, instant).min(Instant::compareTo);
  }
}
