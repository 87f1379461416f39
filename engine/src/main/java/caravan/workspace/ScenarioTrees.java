package caravan.workspace;

import caravan.workspace.YamlWriter.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Scenarios as they stand in YAML. */
final class ScenarioTrees {

  private ScenarioTrees() {}

  static Map<String, Object> of(Scenario scenario) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("scenario", scenario.name());
    tree.put("at", Token.of(scenario.at()));
    if (!scenario.rows().isEmpty()) {
      tree.put("rows", rows(scenario.rows()));
    }
    tree.put("steps", scenario.steps().stream().map(ScenarioTrees::step).toList());
    return tree;
  }

  private static Map<String, List<Map<String, @Nullable Object>>> rows(
      Map<String, List<Row>> rows) {
    return map(rows, list -> list.stream().map(row -> DefinitionTrees.cells(row.cells())).toList());
  }

  private static <A, B> Map<String, B> map(Map<String, A> map, Function<A, B> each) {
    var mapped = new LinkedHashMap<String, B>();
    map.forEach((name, value) -> mapped.put(name, each.apply(value)));
    return mapped;
  }

  private static Map<String, Object> step(ScenarioStep step) {
    return switch (step) {
      case ScenarioStep.Live(_, var journey) -> Map.of("live", journey);
      case ScenarioStep.Pause(_, var journey) -> Map.of("pause", journey);
      case ScenarioStep.Resume(_, var journey) -> Map.of("resume", journey);
      case ScenarioStep.Stop(_, var journey) -> Map.of("stop", journey);
      case ScenarioStep.Advance(_, var span) -> Map.of("advance", Token.of(span));
      case ScenarioStep.AdvanceTo(_, var to) -> Map.of("advance-to", Token.of(to));
      case ScenarioStep.Change(_, var rows) -> Map.of("change", rows(rows));
      case ScenarioStep.Remove(_, var keys) -> Map.of("remove", people(keys));
      case ScenarioStep.Event event -> Map.of("event", event(event));
      case ScenarioStep.Interacted interacted -> Map.of("interaction", interaction(interacted));
      case ScenarioStep.Expect expect -> Map.of("expect", expect(expect));
    };
  }

  private static Map<String, @Nullable Object> event(ScenarioStep.Event event) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("name", event.name());
    tree.put(event.audience(), DefinitionTrees.cell(event.key()));
    tree.put("properties", DefinitionTrees.typed(Trees.ofJson(event.properties())));
    return tree;
  }

  private static Map<String, Object> interaction(ScenarioStep.Interacted interacted) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("type", interacted.type().label());
    tree.put("message", interacted.message());
    if (interacted.journey() != null) {
      tree.put("journey", interacted.journey());
    }
    if (interacted.link() != null) {
      tree.put("link", interacted.link());
    }
    tree.put(interacted.audience(), DefinitionTrees.cell(interacted.key()));
    return tree;
  }

  private static Map<String, Object> expect(ScenarioStep.Expect expect) {
    var tree = new LinkedHashMap<String, Object>();
    put(tree, "sent", expect.sent(), ScenarioTrees::people);
    put(tree, "segments", expect.segments(), ScenarioTrees::people);
    put(tree, "at", expect.at(), all -> map(all, ScenarioTrees::people));
    put(tree, "left", expect.left(), all -> map(all, ScenarioTrees::people));
    put(tree, "entered", expect.entered(), ScenarioTrees::people);
    return tree;
  }

  private static <T> void put(
      Map<String, Object> tree, String key, Optional<T> value, Function<T, ?> each) {
    value.ifPresent(found -> tree.put(key, each.apply(found)));
  }

  private static Map<String, List<Object>> people(Map<String, List<Object>> keys) {
    return map(keys, DefinitionTrees::cells);
  }
}
