package caravan.workspace;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.tile.Branch;
import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Split;
import caravan.journey.tile.Step;
import caravan.journey.tile.Tile;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.Webhook;
import caravan.segment.Printer;
import caravan.workspace.YamlWriter.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Journeys as they stand in YAML. */
final class JourneyTrees {

  private JourneyTrees() {}

  static Map<String, Object> of(Journey journey) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("journey", journey.name());
    var audience = new LinkedHashMap<String, Object>();
    audience.put("segments", journey.segments());
    putList(audience, "exclude", journey.exclude());
    tree.put("audience", audience);
    tree.put("frequency", journey.frequency().label());
    switch (journey.frequency()) {
      case Frequency.OneTime() -> {}
      case Frequency.Ongoing(var rejoin) -> tree.put("rejoin", Token.of(rejoin));
      case Frequency.Repeating(var every) -> tree.put("every", Token.of(every));
    }
    put(tree, "start", journey.start());
    put(tree, "end", journey.end());
    tree.put("time-zone", journey.zone().getId());
    put(tree, "entry-rate", journey.entryRate());
    var exit = new LinkedHashMap<String, Object>();
    putList(exit, "segments", journey.exitSegments());
    putList(exit, "events", journey.exitEvents());
    if (!exit.isEmpty()) {
      tree.put("exit", exit);
    }
    if (journey.goal() != null) {
      var goal = new LinkedHashMap<String, Object>();
      goal.put("segment", journey.goal().segment());
      put(goal, "within", journey.goal().within());
      tree.put("goal", goal);
    }
    tree.put("steps", steps(journey.steps(), ""));
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, @Nullable Object value) {
    if (value != null) {
      tree.put(key, Token.of(value));
    }
  }

  private static void putList(Map<String, Object> tree, String key, List<String> values) {
    if (!values.isEmpty()) {
      tree.put(key, values);
    }
  }

  private static List<Map<String, Object>> steps(List<Step> steps, String prefix) {
    var list = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var path = prefix + (i + 1);
      var tree = new LinkedHashMap<String, Object>();
      if (!step.id().equals(path)) {
        tree.put("id", step.id());
      }
      tree.put(step.tile().kind(), tile(step.tile(), path));
      list.add(tree);
    }
    return list;
  }

  private static Object tile(Tile tile, String path) {
    return switch (tile) {
      case SendMessage(_, var message) -> message;
      case Wait wait -> wait(wait);
      case WaitFor waitFor -> waitFor(waitFor, path);
      case Branch(var paths) -> branch(paths, path);
      case Split(var paths) -> split(paths, path);
      case SetColumns(var values) -> DefinitionTrees.cells(values);
      case Webhook webhook -> webhook(webhook);
      case Exit() -> new Token("");
    };
  }

  private static Object wait(Wait wait) {
    var tree = new LinkedHashMap<String, Object>();
    switch (wait.until()) {
      case Wait.Elapsed(var span) -> {
        return Token.of(span);
      }
      case Wait.Moment(var time) -> tree.put("until", Token.of(time));
      case Wait.PersonalDate(var date, var offset, var at) -> {
        tree.put("until", Printer.print(date));
        put(tree, "offset", offset);
        put(tree, "at", at == null ? null : '"' + at.toString() + '"');
      }
      case Wait.TimeOfDay(var at, var days) -> {
        tree.put("at", at.toString());
        if (days.size() < 7) {
          tree.put("on", days.stream().sorted().map(Scalars::label).toList());
        }
      }
    }
    if (wait.personal()) {
      tree.put("zone", "person");
    }
    return tree;
  }

  private static Map<String, Object> waitFor(WaitFor waitFor, String path) {
    var tree = new LinkedHashMap<String, Object>();
    switch (waitFor.trigger()) {
      case WaitFor.Until(var condition) -> tree.put("if", Printer.print(condition));
      case WaitFor.Event(var name) -> tree.put("event", name);
    }
    put(tree, "up-to", waitFor.upTo());
    tree.put("then", steps(waitFor.then(), path + ".1."));
    tree.put("else", steps(waitFor.otherwise(), path + ".2."));
    return tree;
  }

  private static List<Map<String, Object>> branch(List<Branch.Path> paths, String path) {
    var list = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < paths.size(); i++) {
      var tree = new LinkedHashMap<String, Object>();
      var condition = paths.get(i).condition();
      var inside = steps(paths.get(i).steps(), path + "." + (i + 1) + ".");
      if (condition != null) {
        tree.put("if", Printer.print(condition));
      }
      tree.put(condition == null ? "else" : "steps", inside);
      list.add(tree);
    }
    return list;
  }

  private static List<Map<String, Object>> split(List<Split.Path> paths, String path) {
    var list = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < paths.size(); i++) {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("share", new Token(paths.get(i).percent().toPlainString() + "%"));
      tree.put("steps", steps(paths.get(i).steps(), path + "." + (i + 1) + "."));
      list.add(tree);
    }
    return list;
  }

  private static Map<String, Object> webhook(Webhook webhook) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("url", webhook.url());
    var body = DefinitionTrees.typed(webhook.body());
    if (body != null && !webhook.body().isEmpty()) {
      tree.put("body", body);
    }
    return tree;
  }
}
