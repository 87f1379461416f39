package caravan.audience;

import caravan.cohort.Cohort;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Touched;
import caravan.segment.Clockwork;
import caravan.segment.Expression;
import caravan.segment.Inputs;
import caravan.segment.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who fulfils the conditions that are kept, segments above all, as last found: of everybody at a
 * condition's refresh instants, in between again of whoever's data changed. Doors and exits go by
 * it.
 */
public final class Memberships {

  private final Evaluator evaluator;
  private final Map<Ask, Kept> kept = new LinkedHashMap<>();
  private final Map<String, Ask> segments = new LinkedHashMap<>();
  private final Map<Ask, RuntimeException> broken = new LinkedHashMap<>();

  public Memberships(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * An answer.
   *
   * @param columns those of people's own rows that it reads
   * @param since the instant at which everybody was asked last
   */
  private record Kept(
      Clockwork clockwork, Set<String> inputs, Set<String> columns, Cohort members, Instant since) {
    Kept with(Cohort found, Instant asked) {
      return new Kept(clockwork, inputs, columns, found.equals(members) ? members : found, asked);
    }

    /** Everybody who fulfils it, where that was asked of some people again. */
    Cohort among(Cohort people, Cohort found) {
      return members.exchanging(members.intersect(people).difference(found));
    }
  }

  /** Which conditions are evaluated for everybody at an instant because time has passed. */
  public enum Turn {
    /** A day began: those that compare dates. */
    DAY(Clockwork.DAYS),
    /** A full hour or minute: those that compare instants. */
    INSTANT(Clockwork.INSTANTS);

    private final Clockwork concerned;

    Turn(Clockwork concerned) {
      this.concerned = concerned;
    }
  }

  /** Begins to keep the members of segments and who fulfils conditions, as it is now. */
  public void keep(Collection<String> names, Collection<Ask> conditions, Moment moment) {
    var fresh = new ArrayList<Ask>();
    for (var name : names) {
      if (!segments.containsKey(name)) {
        var ask = new Ask(audience(name), new Expression.InSegment(name), null);
        segments.put(name, ask);
        fresh.add(ask);
      }
    }
    conditions.stream().filter(ask -> !kept.containsKey(ask)).distinct().forEach(fresh::add);
    evaluator
        .evaluate(fresh, moment, null, Evaluator.Known.NOTHING)
        .forEach((ask, members) -> kept.put(ask, entry(ask, members, moment.now())));
  }

  private Kept entry(Ask ask, Cohort members, Instant since) {
    var inputs = new Inputs(schema(), evaluator.segments());
    return new Kept(
        Clockwork.of(ask.condition(), evaluator.segments()),
        inputs.of(ask.condition(), ask.audience()),
        inputs.columns(ask.condition(), ask.audience()),
        members,
        since);
  }

  /**
   * Takes over what another keeps, as far as it means the same here: who is in a segment, or
   * fulfils a condition, whose definition is unchanged.
   */
  public void takeOver(Memberships other) {
    if (!schema().zone().equals(other.schema().zone())) {
      return; // days begin at other instants
    }
    var mine = evaluator.segments();
    var theirs = other.evaluator.segments();
    var same = new SameMeaning(mine, theirs);
    other.kept.forEach(
        (ask, entry) -> {
          var table = schema().find(ask.audience().name());
          if (table.isPresent() && same.means(ask.condition())) {
            var here = new Ask(table.get(), ask.condition(), null);
            kept.put(here, entry(here, entry.members(), entry.since()));
          }
        });
    other.segments.forEach(
        (name, ask) -> {
          var table = schema().find(ask.audience().name());
          var here = table.map(found -> new Ask(found, ask.condition(), null));
          if (here.isPresent() && kept.containsKey(here.get())) {
            segments.put(name, here.get());
          }
        });
  }

  private Table audience(String segment) {
    return schema()
        .table(Objects.requireNonNull(evaluator.segments().get(segment), segment).audience());
  }

  public Schema schema() {
    return evaluator.tables().schema();
  }

  /** The members of a segment that is kept. */
  public Cohort members(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("segment '" + name + "' is not kept"))
        .members();
  }

  private Optional<Kept> find(String segment) {
    return Optional.ofNullable(segments.get(segment)).map(kept::get);
  }

  /** Who fulfils a condition, if that is kept and right at every instant. */
  public Optional<Cohort> exact(Ask ask) {
    return Optional.ofNullable(kept.get(ask)).filter(Memberships::isExact).map(Kept::members);
  }

  /**
   * What compares days changes at midnight only, and is refreshed then. But interactions that are
   * kept as cohorts may have happened since, within the same step of a journey.
   */
  private static boolean isExact(Kept entry) {
    return entry.clockwork() != Clockwork.INSTANTS && !Inputs.readsCohorts(entry.inputs());
  }

  /** The names and members of the segments that are kept, for a later {@link #restore}. */
  public Map<String, Cohort> all() {
    var all = new LinkedHashMap<String, Cohort>();
    segments.forEach((name, ask) -> all.put(name, Objects.requireNonNull(kept.get(ask)).members()));
    return Collections.unmodifiableMap(all);
  }

  /** Keeps segments with the members that were found earlier; names that are unknown are not. */
  public void restore(Map<String, Cohort> members) {
    members.forEach(
        (name, cohort) -> {
          if (evaluator.segments().containsKey(name)) {
            var ask = new Ask(audience(name), new Expression.InSegment(name), null);
            segments.put(name, ask);
            kept.put(ask, entry(ask, cohort, Instant.MIN));
          }
        });
  }

  /**
   * Finds out which of what is kept cannot be evaluated: it stays as it is from now on, and is not
   * refreshed any more. Not within a transaction.
   *
   * @return what cannot be evaluated, with why
   */
  public Map<Ask, RuntimeException> diagnose(Moment moment) {
    for (var ask : kept.keySet()) {
      var existing = evaluator.tables().people(ask.audience().name()).existing();
      try {
        evaluator.evaluate(ask, moment, existing.first(1));
      } catch (RuntimeException e) {
        broken.putIfAbsent(ask, e);
      }
    }
    return Collections.unmodifiableMap(broken);
  }

  /** Keeps, with nobody, what cannot be evaluated: as {@link #keep} but one by one. */
  public void keepWhatCan(Collection<String> names, Collection<Ask> conditions, Moment moment) {
    for (var name : names) {
      try {
        keep(List.of(name), List.of(), moment);
      } catch (RuntimeException e) {
        setAside(new Ask(audience(name), new Expression.InSegment(name), null), moment, e);
      }
    }
    for (var condition : conditions) {
      try {
        keep(List.of(), List.of(condition), moment);
      } catch (RuntimeException e) {
        setAside(condition, moment, e);
      }
    }
  }

  /** Whether there is anything that cannot be evaluated. */
  public boolean setsAside() {
    return !broken.isEmpty();
  }

  private void setAside(Ask ask, Moment moment, RuntimeException why) {
    kept.put(ask, entry(ask, Cohort.EMPTY, moment.now()));
    broken.put(ask, why);
  }

  /** Whether anything that is kept reads a table or a kind of interaction. */
  public boolean reads(String source) {
    return kept.values().stream().anyMatch(entry -> entry.inputs().contains(source));
  }

  /** How the conditions that are kept depend on time; at least {@link Clockwork#STILL}. */
  public Set<Clockwork> clockworks() {
    var all = EnumSet.of(Clockwork.STILL);
    kept.values().forEach(entry -> all.add(entry.clockwork()));
    return all;
  }

  /** A segment that is kept and compares instants, if there is any. */
  public Optional<String> comparingInstants() {
    return segments.keySet().stream()
        .filter(name -> find(name).filter(one -> one.clockwork() == Clockwork.INSTANTS).isPresent())
        .findFirst();
  }

  /** Evaluates what a change or the time may have changed. */
  public void refresh(Moment moment, Touched touched, Set<Turn> turns) {
    var everybody = new ArrayList<Ask>();
    var some = new HashMap<Cohort, List<Ask>>();
    kept.forEach(
        (ask, entry) -> {
          if (broken.containsKey(ask)) {
            return;
          }
          if (turns.stream().anyMatch(turn -> turn.concerned == entry.clockwork())
              && !entry.since().equals(moment.now())) {
            everybody.add(ask);
          } else {
            // What compares instants is evaluated again with whatever changed: its answer may be
            // old by itself.
            var people =
                entry.clockwork() == Clockwork.INSTANTS
                    ? touched.people(ask.audience().name())
                    : touched.people(ask.audience().name(), entry.inputs(), entry.columns());
            if (!people.isEmpty()) {
              some.computeIfAbsent(people, _ -> new ArrayList<>()).add(ask);
            }
          }
        });
    var found = new HashMap<Ask, Cohort>();
    if (!everybody.isEmpty()) {
      found.putAll(evaluator.evaluate(everybody, moment, null, Evaluator.Known.NOTHING));
    }
    some.forEach(
        (people, asks) ->
            evaluator
                .evaluate(asks, moment, people, Evaluator.Known.NOTHING)
                .forEach(
                    (ask, members) ->
                        found.put(
                            ask, Objects.requireNonNull(kept.get(ask)).among(people, members))));
    found.forEach(
        (ask, members) ->
            kept.computeIfPresent(
                ask,
                (_, entry) ->
                    entry.with(members, everybody.contains(ask) ? moment.now() : entry.since())));
  }
}
