package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.runtime.IllegalCommand;
import caravan.workspace.ScenarioStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two worlds step by step. */
final class Worlds {

  private Worlds() {}

  /** Plays the same steps in both; after each, both are seen the same, or both refuse it. */
  static void compare(World expected, World found, List<ScenarioStep> steps) {
    for (var step : steps) {
      var one = apply(expected, step);
      var other = apply(found, step);
      var differences = new ArrayList<String>();
      if (one.isPresent() != other.isPresent()) {
        differences.add("refused by " + (one.isPresent() ? "the second" : "the first") + " only");
      } else if (one.isPresent()) {
        differ("", one.get(), other.orElseThrow(), differences);
      }
      assertThat(differences).as("%s, line %d", step, step.place().line()).isEmpty();
    }
  }

  private static Optional<Observation> apply(World world, ScenarioStep step) {
    try {
      return Optional.of(world.apply(step));
    } catch (IllegalCommand _) {
      return Optional.empty();
    }
  }

  private static void differ(
      String what, Observation one, Observation other, List<String> differences) {
    differ(what + "now", one.now(), other.now(), differences);
    differ(what + "segment", one.segments(), other.segments(), differences);
    differ(what + "kept", one.kept(), other.kept(), differences);
    differ(what + "at", one.at(), other.at(), differences);
    differ(what + "left", one.left(), other.left(), differences);
    differ(what + "entered", one.entered(), other.entered(), differences);
    differ(what + "skipped", one.skipped(), other.skipped(), differences);
    differ(what + "happened", one.happened(), other.happened(), differences);
  }

  private static void differ(
      String what, @Nullable Object one, @Nullable Object other, List<String> differences) {
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
      var names = new TreeSet<String>();
      map.keySet().forEach(name -> names.add(name.toString()));
      others.keySet().forEach(name -> names.add(name.toString()));
      names.forEach(
          name -> differ(what + " " + name, map.get(name), others.get(name), differences));
    } else if (one instanceof List<?> list && other instanceof List<?> others) {
      if (!list.equals(others)) {
        var missing = new ArrayList<Object>(list);
        others.forEach(missing::remove);
        var extra = new ArrayList<Object>(others);
        list.forEach(extra::remove);
        differences.add("%s: missing %s, too many %s".formatted(what, missing, extra));
      }
    } else if (!Objects.equals(one, other)) {
      differences.add("%s: expected %s, found %s".formatted(what, one, other));
    }
  }
}
