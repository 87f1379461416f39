package caravan.workspace;

import caravan.journey.Journey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the files of journeys, one a file. */
final class JourneysReader {

  private final Language language;
  private final Set<String> messageNames;
  private final Map<String, Yaml> names = new LinkedHashMap<>();
  private final List<MessageUse> uses = new ArrayList<>();

  JourneysReader(Language language, Set<String> messageNames) {
    this.language = language;
    this.messageNames = messageNames;
  }

  /** The journeys by name; those with faults are left out. */
  Map<String, Journey> read(List<Yaml> files) {
    var journeys = new LinkedHashMap<String, Journey>();
    for (var file : files) {
      file.mapping("a journey").ifPresent(journey -> read(journey, journeys));
    }
    return journeys;
  }

  private void read(Mapping mapping, Map<String, Journey> journeys) {
    var at = mapping.require("a journey", "journey");
    var name = at.flatMap(yaml -> Scalars.name(yaml, "a journey's name")).orElse("");
    var problems = mapping.self().source().problems();
    var before = problems.size();
    var journey = new JourneyReader(language, messageNames, uses).read(name, mapping);
    if (name.isEmpty()) {
      return;
    }
    var first = names.putIfAbsent(name, at.orElseThrow());
    if (first != null) {
      at.get()
          .problem(
              "duplicate-name",
              "there are two journeys '%s', the other at %s".formatted(name, first.place()));
    } else if (problems.size() == before) {
      journey.ifPresent(found -> journeys.put(name, found));
    }
  }

  /** The names of all journeys, those with faults too. */
  Set<String> names() {
    return new LinkedHashSet<>(names.keySet());
  }

  /** Every step that sends a message. */
  List<MessageUse> uses() {
    return List.copyOf(uses);
  }
}
