package caravan.twin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of a journey: that of a one-time journey, a lap of an ongoing one, an occurrence. */
final class Run {

  final String name;
  final List<Traveller> inside = new ArrayList<>();
  final List<Who> entered = new ArrayList<>();

  /** Who left, by reason. */
  final Map<String, List<Who>> left = new LinkedHashMap<>();

  Run(String name) {
    this.name = name;
  }

  boolean holds(Who who) {
    return inside.stream().anyMatch(traveller -> traveller.who.equals(who));
  }
}
