package caravan.workspace;

import caravan.journey.Journey;
import caravan.problem.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What scenarios can name. The names are all that were found, those with faults too; the rest is
 * what could be read.
 */
record Definitions(
    Language language,
    Set<String> journeyNames,
    Map<String, Journey> journeys,
    Set<String> messageNames) {

  /** The name of a journey; a problem where there is none. */
  Optional<String> journey(Yaml yaml) {
    var name = yaml.text("a journey's name");
    name.ifPresent(text -> check(yaml, "journey", text, journeyNames));
    return name;
  }

  Optional<String> message(Yaml yaml) {
    var name = yaml.text("a message's name");
    name.ifPresent(text -> check(yaml, "message", text, messageNames));
    return name;
  }

  /** Whether there is something of a kind and name; a problem where there is not. */
  boolean check(Yaml at, String kind, String name, Set<String> known) {
    if (known.contains(name)) {
      return true;
    }
    Problems problems = at.source().problems();
    problems.addUnknown(
        "unknown-" + kind, at.place(), "there is no %s '%s'".formatted(kind, name), name, known);
    return false;
  }
}
