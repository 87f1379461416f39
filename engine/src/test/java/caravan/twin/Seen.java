package caravan.twin;

import caravan.law.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be seen of the twin from outside. */
final class Seen {

  private Seen() {}

  static Observation of(Stage stage, Map<String, Play> plays) {
    var segments = new TreeMap<String, List<String>>();
    for (var segment : stage.workspace.segments().keySet()) {
      segments.put(segment, keys(stage.members.all(segment, stage.now).stream()));
    }
    var at = new TreeMap<String, Map<String, List<String>>>();
    var left = new TreeMap<String, Map<String, List<String>>>();
    var entered = new TreeMap<String, List<String>>();
    plays.forEach(
        (name, play) -> {
          for (var run : play.runs()) {
            for (var traveller : run.inside) {
              var step = Objects.requireNonNull(traveller.spot).step().id();
              of(at, name).computeIfAbsent(step, _ -> new ArrayList<>()).add(key(traveller.who));
            }
            run.left.forEach(
                (reason, all) ->
                    of(left, name)
                        .computeIfAbsent(reason, _ -> new ArrayList<>())
                        .addAll(keys(all.stream())));
            if (!run.entered.isEmpty()) {
              entered
                  .computeIfAbsent(name, _ -> new ArrayList<>())
                  .addAll(keys(run.entered.stream()));
            }
          }
        });
    at.values().forEach(steps -> steps.values().forEach(all -> all.sort(null)));
    left.values().forEach(reasons -> reasons.values().forEach(all -> all.sort(null)));
    entered.values().forEach(all -> all.sort(null));
    var skipped = new TreeMap<String, List<Instant>>();
    plays.forEach(
        (name, play) -> {
          if (play.isLive() && !play.skipped().isEmpty()) {
            skipped.put(name, play.skipped());
          }
        });
    var kept = kept(stage, plays.values());
    return new Observation(
        stage.now, segments, kept, at, left, entered, stage.takeLines(), skipped);
  }

  private static Map<String, List<String>> kept(Stage stage, Collection<Play> plays) {
    var kept = new TreeMap<String, List<String>>();
    plays.stream()
        .filter(Play::isRunning)
        .flatMap(play -> play.uses().doors().stream())
        .forEach(name -> kept.put(name, keys(stage.members.found(name).stream())));
    return kept;
  }

  private static Map<String, List<String>> of(
      Map<String, Map<String, List<String>>> journeys, String name) {
    return journeys.computeIfAbsent(name, _ -> new TreeMap<>());
  }

  private static List<String> keys(Stream<Who> people) {
    return people.map(Seen::key).sorted().toList();
  }

  private static String key(Who who) {
    return who.key().toString();
  }
}
