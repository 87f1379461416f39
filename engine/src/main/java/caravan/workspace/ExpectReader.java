package caravan.workspace;

import caravan.journey.Journey;
import caravan.journey.Reason;
import caravan.journey.tile.Branch;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Split;
import caravan.journey.tile.Step;
import caravan.journey.tile.WaitFor;
import caravan.profile.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what a scenario expects. */
final class ExpectReader {

  private static final Set<String> REASONS =
      Arrays.stream(Reason.values())
          .map(Reason::label)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final Definitions definitions;

  ExpectReader(Definitions definitions) {
    this.definitions = definitions;
  }

  ScenarioStep.Expect read(Mapping step, Mapping expect) {
    expect.allow("an expectation", "sent", "segments", "at", "left", "entered");
    return new ScenarioStep.Expect(
        step.place(),
        expect.get("sent").map(this::sent),
        expect.get("segments").map(this::segments),
        expect.get("at").map(this::at),
        expect.get("left").map(this::left),
        expect.get("entered").map(this::entered));
  }

  private static void each(Yaml yaml, String what, BiConsumer<Yaml, Yaml> use) {
    yaml.mapping(what)
        .ifPresent(
            mapping ->
                mapping.values().forEach((name, value) -> use.accept(mapping.key(name), value)));
  }

  private Map<String, List<Object>> sent(Yaml yaml) {
    var sent = new LinkedHashMap<String, List<Object>>();
    each(
        yaml,
        "a mapping of messages to people",
        (key, people) ->
            definitions
                .message(key)
                .ifPresent(name -> sent.put(name, Cells.keys(people, recipients(name)))));
    return sent;
  }

  /** The audience of the journeys that send a message. */
  private Table recipients(String message) {
    var schema = definitions.language().schema();
    for (var journey : definitions.journeys().values()) {
      var found = new LinkedHashSet<String>();
      eachStep(
          journey.steps(),
          step -> {
            if (step.tile() instanceof SendMessage(_, var its)) {
              found.add(its);
            }
          });
      if (found.contains(message)) {
        return schema.table(journey.audience());
      }
    }
    return schema.audiences().stream().findFirst().orElseGet(ExpectReader::nobody);
  }

  /** Where there is no audience, no key can be read. */
  private static Table nobody() {
    return new Table("people", false, null, Map.of(), Map.of(), Map.of(), Map.of());
  }

  private Map<String, List<Object>> segments(Yaml yaml) {
    var segments = new LinkedHashMap<String, List<Object>>();
    var audiences = definitions.language().audiences();
    each(
        yaml,
        "a mapping of segments to people",
        (key, people) -> {
          var name = key.text("a segment's name").orElse("");
          if (definitions.check(key, "segment", name, audiences.keySet())) {
            definitions
                .language()
                .schema()
                .find(audiences.getOrDefault(name, ""))
                .ifPresent(table -> segments.put(name, Cells.keys(people, table)));
          }
        });
    return segments;
  }

  private Map<String, List<Object>> entered(Yaml yaml) {
    var entered = new LinkedHashMap<String, List<Object>>();
    each(
        yaml,
        "a mapping of journeys to people",
        (key, people) ->
            journey(key)
                .ifPresent(
                    journey -> entered.put(journey.name(), Cells.keys(people, people(journey)))));
    return entered;
  }

  private Map<String, Map<String, List<Object>>> at(Yaml yaml) {
    return byJourney(
        yaml,
        "a mapping of steps to people",
        "step",
        journey -> {
          var ids = new LinkedHashSet<String>();
          eachStep(journey.steps(), step -> ids.add(step.id()));
          return ids;
        });
  }

  private Map<String, Map<String, List<Object>>> left(Yaml yaml) {
    return byJourney(yaml, "a mapping of reasons to people", "reason", _ -> REASONS);
  }

  private Map<String, Map<String, List<Object>>> byJourney(
      Yaml yaml,
      String what,
      String kind,
      java.util.function.Function<Journey, Set<String>> known) {
    var all = new LinkedHashMap<String, Map<String, List<Object>>>();
    each(
        yaml,
        "a mapping of journeys",
        (key, inside) ->
            journey(key)
                .ifPresent(
                    journey -> {
                      var people = new LinkedHashMap<String, List<Object>>();
                      each(
                          inside,
                          what,
                          (name, keys) -> {
                            var text = name.text("a " + kind).orElse("");
                            if (definitions.check(name, kind, text, known.apply(journey))) {
                              people.put(text, Cells.keys(keys, people(journey)));
                            }
                          });
                      all.put(journey.name(), people);
                    }));
    return all;
  }

  private Optional<Journey> journey(Yaml key) {
    return definitions.journey(key).map(name -> definitions.journeys().get(name));
  }

  private Table people(Journey journey) {
    return definitions.language().schema().table(journey.audience());
  }

  private static void eachStep(List<Step> steps, Consumer<Step> use) {
    for (var step : steps) {
      use.accept(step);
      switch (step.tile()) {
        case Branch(var paths) -> paths.forEach(path -> eachStep(path.steps(), use));
        case Split(var paths) -> paths.forEach(path -> eachStep(path.steps(), use));
        case WaitFor(_, _, var then, var otherwise) -> {
          eachStep(then, use);
          eachStep(otherwise, use);
        }
        default -> {}
      }
    }
  }
}
