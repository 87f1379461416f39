package caravan.workspace;

import caravan.profile.Table;
import caravan.segment.Interaction;
import caravan.segment.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a scenario, in their order: it follows the time. */
final class ScenarioStepReader {

  private static final List<String> KINDS =
      List.of(
          "live",
          "pause",
          "resume",
          "stop",
          "advance",
          "advance-to",
          "change",
          "remove",
          "event",
          "interaction",
          "expect");

  private final Definitions definitions;
  private @Nullable Instant now;

  ScenarioStepReader(Definitions definitions, Optional<Instant> start) {
    this.definitions = definitions;
    this.now = start.orElse(null);
  }

  Optional<? extends ScenarioStep> read(Mapping step) {
    step.allow("a step of a scenario", KINDS);
    var kinds = KINDS.stream().filter(step::has).toList();
    if (kinds.size() > 1) {
      step.self().problem("step", "a step does one thing, found " + String.join(" and ", kinds));
    } else if (step.values().isEmpty()) {
      step.self().problem("step", "a step needs one of " + String.join(", ", KINDS));
    }
    if (kinds.size() != 1) {
      return Optional.empty();
    }
    var kind = kinds.getFirst();
    var value = step.require("this step", kind);
    return value.flatMap(yaml -> read(kind, step, yaml));
  }

  private Optional<? extends ScenarioStep> read(String kind, Mapping step, Yaml yaml) {
    var place = step.place();
    var rows = new RowsReader(definitions.language());
    return switch (kind) {
      case "live" -> definitions.journey(yaml).map(name -> new ScenarioStep.Live(place, name));
      case "pause" -> definitions.journey(yaml).map(name -> new ScenarioStep.Pause(place, name));
      case "resume" -> definitions.journey(yaml).map(name -> new ScenarioStep.Resume(place, name));
      case "stop" -> definitions.journey(yaml).map(name -> new ScenarioStep.Stop(place, name));
      case "advance" -> Scalars.span(yaml, false).map(span -> advance(step, yaml, span));
      case "advance-to" -> Scalars.instant(yaml).map(to -> advanceTo(step, yaml, to));
      case "change" -> Optional.of(new ScenarioStep.Change(place, rows.rows(yaml, false)));
      case "remove" -> Optional.of(new ScenarioStep.Remove(place, rows.keys(yaml)));
      case "event" -> yaml.mapping("an event").flatMap(event -> event(step, event));
      case "interaction" ->
          yaml.mapping("an interaction").flatMap(event -> interaction(step, event));
      default -> yaml.mapping("expectations").map(e -> new ExpectReader(definitions).read(step, e));
    };
  }

  private ScenarioStep advance(Mapping step, Yaml at, Span span) {
    try {
      if (now != null) {
        now = span.after(now, definitions.language().schema().zone());
      }
    } catch (DateTimeException | ArithmeticException _) {
      at.problem("time", "this is longer than the calendar knows");
    }
    return new ScenarioStep.Advance(step.place(), span);
  }

  private ScenarioStep advanceTo(Mapping step, Yaml at, Instant to) {
    if (now != null && to.isBefore(now)) {
      at.problem("time", "time does not go back: it is %s here already".formatted(now));
    }
    now = to;
    return new ScenarioStep.AdvanceTo(step.place(), to);
  }

  private Optional<ScenarioStep> event(Mapping step, Mapping event) {
    var what = "an event";
    event.allow(what, keys("name", "properties"));
    var name = event.require(what, "name").flatMap(yaml -> Scalars.name(yaml, "an event's name"));
    var properties =
        event.get("properties").flatMap(yaml -> yaml.mapping("a mapping of properties"));
    var json = Trees.json(properties.map(Trees::of).orElse(Map.of()));
    return person(
            what,
            event,
            (audience, key) ->
                new ScenarioStep.Event(step.place(), name.orElse(""), audience.name(), key, json))
        .filter(_ -> name.isPresent());
  }

  private Optional<ScenarioStep> interaction(Mapping step, Mapping interaction) {
    var what = "an interaction";
    interaction.allow(what, keys("type", "message", "journey", "link"));
    var type = interaction.require(what, "type").flatMap(ScenarioStepReader::type);
    var message = interaction.require(what, "message").flatMap(definitions::message);
    var journey = interaction.get("journey").flatMap(definitions::journey);
    var link = interaction.get("link").flatMap(yaml -> yaml.text("a link"));
    if (link.isPresent() && type.isPresent() && type.get() != Interaction.CLICKED) {
      interaction.key("link").problem("link", "only what is clicked has a link");
    }
    return person(
            what,
            interaction,
            (audience, key) ->
                new ScenarioStep.Interacted(
                    step.place(),
                    type.orElse(Interaction.OPENED),
                    message.orElse(""),
                    journey.orElse(null),
                    link.orElse(null),
                    audience.name(),
                    key))
        .filter(_ -> type.isPresent() && message.isPresent());
  }

  private static Optional<Interaction> type(Yaml yaml) {
    var types =
        Arrays.stream(Interaction.values())
            .filter(type -> type.concernsMessage() && type != Interaction.SENT)
            .map(Interaction::label)
            .toList();
    var text = yaml.text("the type of an interaction");
    if (text.isPresent() && !types.contains(text.get())) {
      yaml.expected("one of " + String.join(", ", types));
      return Optional.empty();
    }
    return text.flatMap(Interaction::of);
  }

  private List<String> keys(String... own) {
    var keys = new ArrayList<>(List.of(own));
    audiences().forEach(table -> keys.add(table.name()));
    return keys;
  }

  private List<Table> audiences() {
    return definitions.language().schema().audiences();
  }

  /** Makes something of the one person that a mapping names under the name of their table. */
  private Optional<ScenarioStep> person(
      String what, Mapping mapping, BiFunction<Table, Object, ScenarioStep> made) {
    var named = audiences().stream().filter(table -> mapping.has(table.name())).toList();
    if (named.size() != 1) {
      mapping
          .self()
          .problem(
              "person",
              "%s is of one person, given like '%s: key'"
                  .formatted(
                      what, audiences().isEmpty() ? "contact" : audiences().getFirst().name()));
      return Optional.empty();
    }
    var table = named.getFirst();
    return mapping
        .require(what, table.name())
        .flatMap(yaml -> Cells.key(yaml, table))
        .map(key -> made.apply(table, key));
  }
}
