package caravan.twin;

import caravan.law.Observation;
import caravan.workspace.ScenarioStep.Expect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares what a scenario expects with what was observed. */
final class Checking {

  private static final Pattern SENT = Pattern.compile("\\S+ .+: (.+) sent \\S+ (\\S+)");

  private final List<String> happened = new ArrayList<>();

  /** Notes what happened up to an expectation. */
  void note(Observation observation) {
    happened.addAll(observation.happened());
  }

  /** What differs: what was expected, and what was found. */
  List<String> differences(Expect expect, Observation found) {
    var differences = new ArrayList<String>();
    expect.sent().ifPresent(sent -> compare("sent", texts(sent), sent(), differences));
    happened.clear();
    expect
        .segments()
        .ifPresent(
            segments ->
                segments.forEach(
                    (name, keys) ->
                        compare(name, sorted(keys), found.segments().get(name), differences)));
    expect
        .entered()
        .ifPresent(
            entered ->
                entered.forEach(
                    (name, keys) ->
                        compare(
                            name,
                            sorted(keys),
                            once(found.entered().getOrDefault(name, List.of())),
                            differences)));
    expect.at().ifPresent(at -> whole("at ", at, found.at(), differences));
    expect.left().ifPresent(left -> whole("left ", left, found.left(), differences));
    return differences;
  }

  private static void whole(
      String what,
      Map<String, Map<String, List<Object>>> expected,
      Map<String, Map<String, List<String>>> found,
      List<String> differences) {
    expected.forEach(
        (journey, places) -> {
          var people = new TreeMap<String, List<String>>();
          found.getOrDefault(journey, Map.of()).forEach((name, all) -> people.put(name, once(all)));
          compare(what + journey, texts(places), people, differences);
        });
  }

  private Map<String, List<String>> sent() {
    var sent = new TreeMap<String, List<String>>();
    for (var line : happened) {
      var match = SENT.matcher(line);
      if (match.matches()) {
        sent.computeIfAbsent(match.group(2), _ -> new ArrayList<>()).add(match.group(1));
      }
    }
    sent.values().forEach(all -> all.sort(null));
    return sent;
  }

  private static Map<String, List<String>> texts(Map<String, List<Object>> named) {
    var texts = new TreeMap<String, List<String>>();
    named.forEach(
        (name, keys) -> {
          if (!keys.isEmpty()) {
            texts.put(name, sorted(keys));
          }
        });
    return texts;
  }

  private static List<String> sorted(List<Object> keys) {
    return keys.stream().map(Object::toString).sorted().toList();
  }

  private static List<String> once(List<String> keys) {
    return List.copyOf(new TreeSet<>(keys));
  }

  private static void compare(
      String what, Object expected, @Nullable Object found, List<String> differences) {
    if (!expected.equals(found)) {
      differences.add(what + ": expected " + expected + ", found " + found);
    }
  }
}
