package caravan.runtime;

import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.journey.JourneyState;
import caravan.journey.Reason;
import caravan.journey.RunState;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.workspace.ScenarioStep.Expect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what a scenario expects with what is. */
final class Expectations {

  private final Engine engine;
  private final SentMessages sent;
  private final Instant now;
  private final List<Problem> differences = new ArrayList<>();

  Expectations(Engine engine, SentMessages sent, Instant now) {
    this.engine = engine;
    this.sent = sent;
    this.now = now;
  }

  /**
   * A line for each difference; what was sent before is forgotten, whether it was asked about or
   * not.
   */
  List<Problem> differences(Expect expect) {
    var found = new LinkedHashMap<String, List<String>>();
    sent.take()
        .forEach(
            (message, cohorts) -> {
              var keys = new ArrayList<String>();
              cohorts.forEach(some -> keys.addAll(keys(some.audience(), some.who())));
              found.put(message, keys);
            });
    expect.sent().ifPresent(expected -> compare(expect.place(), "sent", expected, found));
    expect.segments().ifPresent(expected -> segments(expect.place(), expected));
    expect
        .entered()
        .ifPresent(
            expected ->
                expected.forEach(
                    (journey, keys) ->
                        compareSets(
                            expect.place(),
                            "entered " + journey,
                            keys,
                            keys(audience(journey), state(journey).entered()))));
    expect
        .at()
        .ifPresent(
            expected ->
                expected.forEach(
                    (journey, steps) ->
                        compareAll(expect.place(), "at " + journey, steps, places(journey))));
    expect
        .left()
        .ifPresent(
            expected ->
                expected.forEach(
                    (journey, reasons) ->
                        compareAll(expect.place(), "left " + journey, reasons, left(journey))));
    return differences;
  }

  private void segments(Place place, Map<String, List<Object>> expected) {
    var members =
        engine
            .evaluator()
            .members(expected.keySet(), engine.moment(now), null, Evaluator.Known.NOTHING);
    expected.forEach(
        (segment, keys) -> {
          var definition = engine.definitions().segments().get(segment);
          if (definition != null) {
            compareSets(
                place,
                "segment " + segment,
                keys,
                keys(definition.audience(), members.getOrDefault(segment, Cohort.EMPTY)));
          }
        });
  }

  private JourneyState state(String journey) {
    return engine.states().getOrDefault(journey, JourneyState.DRAFT);
  }

  private String audience(String journey) {
    return engine.plan(journey).journey().audience();
  }

  private Map<String, List<String>> places(String journey) {
    var places = new TreeMap<String, Cohort>();
    for (var run : state(journey).runs()) {
      run.places().forEach((place, who) -> places.merge(place.step(), who, Cohort::union));
    }
    return named(journey, places);
  }

  private Map<String, List<String>> left(String journey) {
    var left = new TreeMap<String, Cohort>();
    for (RunState run : state(journey).runs()) {
      for (Map.Entry<Reason, Cohort> entry : run.left().entrySet()) {
        left.merge(entry.getKey().label(), entry.getValue(), Cohort::union);
      }
    }
    return named(journey, left);
  }

  private Map<String, List<String>> named(String journey, Map<String, Cohort> cohorts) {
    var named = new TreeMap<String, List<String>>();
    cohorts.forEach((name, who) -> named.put(name, keys(audience(journey), who)));
    return named;
  }

  private List<String> keys(String audience, Cohort cohort) {
    return engine.tables().people(audience).keys(cohort).values().stream()
        .map(Object::toString)
        .toList();
  }

  private void compareAll(
      Place place,
      String what,
      Map<String, List<Object>> expected,
      Map<String, List<String>> found) {
    names(expected, found)
        .forEach(
            name ->
                compareSets(
                    place,
                    what + ", " + name,
                    expected.getOrDefault(name, List.of()),
                    found.getOrDefault(name, List.of())));
  }

  private static Set<String> names(Map<String, ?> expected, Map<String, ?> found) {
    var names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    return names;
  }

  private void compareSets(
      Place place, String what, Collection<?> expected, Collection<String> found) {
    difference(
        place,
        what,
        expected.stream().map(Object::toString).distinct().sorted().toList(),
        found.stream().distinct().sorted().toList());
  }

  private void compare(
      Place place,
      String what,
      Map<String, List<Object>> expected,
      Map<String, List<String>> found) {
    for (var name : names(expected, found)) {
      difference(
          place,
          what + " " + name,
          expected.getOrDefault(name, List.of()).stream().map(Object::toString).sorted().toList(),
          found.getOrDefault(name, List.of()).stream().sorted().toList());
    }
  }

  private void difference(Place place, String what, List<String> expected, List<String> found) {
    if (!expected.equals(found)) {
      differences.add(
          new Problem(
              "expectation",
              place,
              "%s: expected %s, found %s%s"
                  .formatted(what, list(expected), list(found), detail(expected, found))));
    }
  }

  private static String list(List<String> keys) {
    if (keys.isEmpty()) {
      return "nobody";
    }
    var shown = String.join(", ", keys.subList(0, Math.min(keys.size(), 12)));
    return "[" + shown + (keys.size() > 12 ? ", … " + keys.size() + " in all" : "") + "]";
  }

  private static String detail(List<String> expected, List<String> found) {
    var missing = new ArrayList<>(expected);
    found.forEach(missing::remove);
    var extra = new ArrayList<>(found);
    expected.forEach(extra::remove);
    var parts = new ArrayList<String>();
    if (!missing.isEmpty() && !found.isEmpty()) {
      parts.add("missing " + list(missing));
    }
    if (!extra.isEmpty() && !expected.isEmpty()) {
      parts.add("too many " + list(extra));
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }
}
