package caravan.workspace;

import caravan.journey.tile.Exit;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Step;
import caravan.journey.tile.Tile;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.segment.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a journey; steps with faults are left out. */
final class StepsReader {

  private static final List<String> KINDS =
      List.of(
          "email", "sms", "push", "wait", "wait-for", "branch", "split", "set", "webhook", "exit");

  private final Language language;
  private final @Nullable Table audience;
  private final Set<String> messageNames;
  private final List<MessageUse> uses;
  private final Map<String, Yaml> ids = new HashMap<>();

  /**
   * @param audience whose columns conditions and templates name; null where it is not known: then
   *     these are not checked
   * @param uses gets every step that sends a message
   */
  StepsReader(
      Language language,
      @Nullable Table audience,
      Set<String> messageNames,
      List<MessageUse> uses) {
    this.language = language;
    this.audience = audience;
    this.messageNames = messageNames;
    this.uses = uses;
  }

  List<Step> read(Yaml list) {
    return read(Optional.of(list), "");
  }

  /**
   * Reads a path's steps.
   *
   * @param prefix of the paths of its steps: {@code 3.2.}
   */
  List<Step> read(Optional<Yaml> list, String prefix) {
    var steps = new ArrayList<Step>();
    var number = 0;
    for (var item : Scalars.list(list, "a list of steps")) {
      number++;
      var path = prefix + number;
      item.mapping("a step like 'email: welcome'")
          .flatMap(mapping -> step(mapping, path))
          .ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<Step> step(Mapping step, String path) {
    var allowed = new ArrayList<>(KINDS);
    allowed.add("id");
    step.allow("a step", allowed);
    var kinds = KINDS.stream().filter(step::has).toList();
    var id = step.get("id").flatMap(yaml -> Scalars.name(yaml, "a step's id")).orElse(path);
    var at = step.get("id").orElse(step.self());
    var same = ids.putIfAbsent(id, at);
    if (same != null) {
      at.problem(
          "duplicate-id",
          "there are two steps '%s', the other in line %d".formatted(id, same.line() + 1));
    }
    if (kinds.size() > 1) {
      step.self().problem("step", "a step does one thing, found " + String.join(" and ", kinds));
    } else if (kinds.isEmpty() && step.values().keySet().stream().allMatch("id"::equals)) {
      step.self().problem("step", "a step needs one of " + String.join(", ", KINDS));
    }
    if (kinds.size() != 1) {
      return Optional.empty();
    }
    return tile(kinds.getFirst(), step, path).map(tile -> new Step(id, tile));
  }

  private Optional<? extends Tile> tile(String kind, Mapping step, String path) {
    if (kind.equals("exit")) {
      step.get("exit").ifPresent(value -> value.problem("kind", "'exit:' has nothing behind it"));
      return Optional.of(new Exit());
    }
    var value = step.require("this step", kind);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var yaml = value.get();
    return switch (kind) {
      case "wait" -> WaitReader.read(yaml, Optional.ofNullable(audience), language);
      case "wait-for" -> new PathsReader(this).waitFor(yaml, path);
      case "branch" -> new PathsReader(this).branch(yaml, path);
      case "split" -> new PathsReader(this).split(yaml, path);
      case "set" -> set(yaml);
      case "webhook" -> WebhookReader.read(yaml, Optional.ofNullable(audience), language);
      default -> message(kind, yaml);
    };
  }

  private Optional<SendMessage> message(String channel, Yaml yaml) {
    var name = yaml.text("a message's name");
    if (name.isPresent() && !messageNames.contains(name.get())) {
      yaml.source()
          .problems()
          .addUnknown(
              "unknown-message",
              yaml.place(),
              "there is no message '" + name.get() + "'",
              name.get(),
              messageNames);
    }
    name.ifPresent(message -> uses.add(new MessageUse(yaml.place(), channel, message, audience)));
    return name.map(message -> new SendMessage(channel, message));
  }

  private Optional<SetColumns> set(Yaml yaml) {
    var mapping = yaml.mapping("a mapping of columns to values");
    if (mapping.isEmpty() || audience == null) {
      return Optional.empty();
    }
    if (audience.source() != Source.OUTBOUND_MARKETING) {
      yaml.problem(
          "read-only",
          "the rows of %s are from %s and cannot be changed here"
              .formatted(audience.name(), audience.source().title()));
    }
    if (mapping.get().values().isEmpty()) {
      yaml.problem("missing-key", "at least one column should stand here");
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var name : mapping.get().values().keySet()) {
      var column = new RowsReader(language).column(mapping.get().key(name), audience, name);
      if (name.equals(audience.key())) {
        mapping
            .get()
            .key(name)
            .problem(
                "key", "'%s' is the key of %s and cannot be set".formatted(name, audience.name()));
      }
      var value = mapping.get().get(name);
      column.ifPresent(
          found -> values.put(name, value.flatMap(v -> Cells.value(v, found.type())).orElse(null)));
    }
    return Optional.of(new SetColumns(values));
  }

  /** A condition on the journey's people. */
  Optional<Expression> condition(Yaml yaml) {
    return audience == null ? Optional.empty() : language.expression(yaml, audience);
  }
}
