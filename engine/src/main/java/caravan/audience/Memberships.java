package caravan.audience;

import caravan.cohort.Cohort;
import caravan.profile.Schema;
import caravan.profile.Touched;
import caravan.segment.Clockwork;
import caravan.segment.Inputs;
import caravan.segment.Moment;
import caravan.segment.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of segments as last found: of everybody at a segment's refresh instants, in between again of whoever's
 * data changed. This is what doors and exits go by.
 */
public final class Memberships {

  private final Evaluator evaluator;
  private final Map<String, Tracked> tracked = new LinkedHashMap<>();

  public Memberships(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  private record Tracked(Segment segment, Clockwork clockwork, Set<String> inputs, Cohort members) {
    Tracked with(Cohort found) {
      return found.equals(members) ? this : new Tracked(segment, clockwork, inputs, found);
    }
  }

  /** Which segments are evaluated for everybody at an instant because time has passed. */
  public enum Turn {
    NONE,
    /** A day began: those that compare dates. */
    DAY,
    /** An instant at which all that depend on time are evaluated. */
    INSTANT;

    private boolean concerns(Clockwork clockwork) {
      return switch (this) {
        case NONE -> false;
        case DAY -> clockwork == Clockwork.DAYS;
        case INSTANT -> clockwork == Clockwork.INSTANTS;
      };
    }
  }

  /** Begins to keep the members of segments, as they are now. */
  public void track(Collection<String> names, Moment moment) {
    var fresh = new ArrayList<String>();
    for (var name : names) {
      if (!tracked.containsKey(name)) {
        fresh.add(name);
      }
    }
    var inputs = new Inputs(evaluator.tables().schema(), evaluator.segments());
    evaluator
        .members(fresh, moment, null, this::unchanging)
        .forEach(
            (name, members) -> {
              var segment = java.util.Objects.requireNonNull(evaluator.segments().get(name));
              tracked.put(
                  name,
                  new Tracked(
                      segment,
                      Clockwork.of(segment, evaluator.segments()),
                      inputs.of(segment),
                      members));
            });
  }

  /** The members of a segment that is kept. */
  public Cohort members(String name) {
    var found = tracked.get(name);
    if (found == null) {
      throw new IllegalArgumentException("segment '" + name + "' is not kept");
    }
    return found.members();
  }

  /** The members where they do not change with time, and so are right at every instant. */
  public Optional<Cohort> unchanging(String name) {
    var found = tracked.get(name);
    return found == null || found.clockwork() != Clockwork.STILL
        ? Optional.empty()
        : Optional.of(found.members());
  }

  /** The names and members of all that are kept, for a later {@link #restore}. */
  public Map<String, Cohort> all() {
    var all = new LinkedHashMap<String, Cohort>();
    tracked.forEach((name, entry) -> all.put(name, entry.members()));
    return Collections.unmodifiableMap(all);
  }

  /** Takes members as they were found earlier. */
  public void restore(Map<String, Cohort> members) {
    members.forEach(
        (name, cohort) -> tracked.computeIfPresent(name, (_, entry) -> entry.with(cohort)));
  }

  /** How the segments that are kept depend on time; at least {@link Clockwork#STILL}. */
  public Set<Clockwork> clockworks() {
    var all = EnumSet.of(Clockwork.STILL);
    tracked.values().forEach(entry -> all.add(entry.clockwork()));
    return all;
  }

  public Schema schema() {
    return evaluator.tables().schema();
  }

  /** Evaluates what a change or the time may have changed. */
  public void refresh(Moment moment, Touched touched, Set<Turn> turns) {
    var everybody = new ArrayList<String>();
    var some = new HashMap<Some, List<String>>();
    for (var entry : tracked.values()) {
      var segment = entry.segment();
      if (turns.stream().anyMatch(turn -> turn.concerns(entry.clockwork()))) {
        everybody.add(segment.name());
        continue;
      }
      var people = touched.people(segment.audience(), entry.inputs());
      if (!people.isEmpty()) {
        some.computeIfAbsent(new Some(segment.audience(), people), _ -> new ArrayList<>())
            .add(segment.name());
      }
    }
    var found = new HashMap<String, Cohort>();
    if (!everybody.isEmpty()) {
      found.putAll(evaluator.members(everybody, moment, null, _ -> Optional.empty()));
    }
    some.forEach(
        (who, names) ->
            evaluator
                .members(names, moment, who.people(), _ -> Optional.empty())
                .forEach(
                    (name, members) ->
                        found.put(name, members(name).minus(who.people()).union(members))));
    found.forEach(
        (name, members) -> tracked.computeIfPresent(name, (_, entry) -> entry.with(members)));
  }

  /** People to be looked at again, all of whose segments are then asked together. */
  private record Some(String audience, Cohort people) {}
}
