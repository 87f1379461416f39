package caravan.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files of scenarios, one a file. */
final class ScenariosReader {

  private final Definitions definitions;
  private final Map<String, Yaml> names = new HashMap<>();

  ScenariosReader(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The scenarios in the order of their files; those with faults may be left out. */
  List<Scenario> read(List<Yaml> files) {
    var scenarios = new ArrayList<Scenario>();
    for (var file : files) {
      file.mapping("a scenario").flatMap(this::scenario).ifPresent(scenarios::add);
    }
    return scenarios;
  }

  private Optional<Scenario> scenario(Mapping mapping) {
    var what = "a scenario";
    mapping.allow(what, "scenario", "at", "rows", "steps");
    var at = mapping.require(what, "scenario");
    var name = at.flatMap(yaml -> Scalars.name(yaml, "a scenario's name"));
    var same = name.map(text -> names.putIfAbsent(text, at.orElseThrow()));
    same.ifPresent(
        first ->
            at.orElseThrow()
                .problem(
                    "duplicate-name",
                    "there are two scenarios '%s', the other at %s"
                        .formatted(name.orElseThrow(), first.place())));
    var start = mapping.require(what, "at").flatMap(Scalars::instant);
    var rows =
        mapping
            .get("rows")
            .map(yaml -> new RowsReader(definitions.language()).rows(yaml, true))
            .orElse(Map.of());
    var reader = new ScenarioStepReader(definitions, start);
    var steps = new ArrayList<ScenarioStep>();
    for (var step : Scalars.list(mapping.require(what, "steps"), "a list of steps")) {
      step.mapping("a step like 'live: Welcome'").flatMap(reader::read).ifPresent(steps::add);
    }
    if (name.isEmpty() || start.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Scenario(name.get(), at.orElseThrow().place(), start.get(), rows, steps));
  }
}
