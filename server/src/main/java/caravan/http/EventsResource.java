package caravan.http;

import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.runtime.LiveWorkspace;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.segment.Interaction;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What happened to people outside, and what they did with messages. */
@RestController
@RequestMapping("/api/v1")
class EventsResource {

  private static final Set<String> OF_EVENT = Set.of("name", "properties");
  private static final Set<String> OF_INTERACTION = Set.of("type", "message", "journey", "link");

  private final Ingestion ingestion;
  private final LiveWorkspace workspace;

  EventsResource(Ingestion ingestion, LiveWorkspace workspace) {
    this.ingestion = ingestion;
    this.workspace = workspace;
  }

  /** Something that is taken in, once it is known to whom it happened. */
  private interface Happening {
    void take(Engine engine, int person, Instant now);
  }

  private record Found(Table audience, Object key, String place, Happening happening) {}

  @Operation(
      summary = "Takes in that events happened to people",
      description =
          """
          An event, or an array of events: `{"name": "purchase-made", "contact": "c17", \
          "properties": {"amount": 12}}`, the person's key under the name of their table. All of \
          them are taken in, or none.""")
  @Needs(Scope.DATA)
  @PostMapping(path = "/events", consumes = MediaType.APPLICATION_JSON_VALUE)
  RowsResource.Taken events(
      @RequestBody JsonNode body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return take("event", body, key, OF_EVENT, this::event);
  }

  private Optional<Happening> event(
      Table audience, JsonNode json, String place, Problems problems) {
    var name = text(json, "name", place, problems);
    var properties = json.path("properties");
    if (!properties.isMissingNode() && !properties.isObject()) {
      problems.add("event", Place.of(place), "'properties' is an object");
    }
    var written = properties.isObject() ? properties.toString() : "{}";
    return name.map(
        word ->
            (engine, person, now) ->
                engine.intake().event(audience.name(), person, word, written, now));
  }

  @Operation(
      summary = "Takes in what people did with messages",
      description =
          """
          `{"type": "opened", "message": "welcome", "contact": "c17"}`, or an array of them. \
          `type` is delivered, opened, clicked (with `link`), bounced or unsubscribed; `journey` \
          says which journey's message, where several sent it.""")
  @Needs(Scope.DATA)
  @PostMapping(path = "/interactions", consumes = MediaType.APPLICATION_JSON_VALUE)
  RowsResource.Taken interactions(
      @RequestBody JsonNode body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return take("interaction", body, key, OF_INTERACTION, this::interaction);
  }

  private Optional<Happening> interaction(
      Table audience, JsonNode json, String place, Problems problems) {
    var kinds =
        Arrays.stream(Interaction.values())
            .filter(kind -> !kind.isCohortWise() && kind != Interaction.EVENT)
            .toList();
    var type = text(json, "type", place, problems);
    var kind =
        type.flatMap(label -> kinds.stream().filter(it -> it.label().equals(label)).findFirst());
    if (type.isPresent() && kind.isEmpty()) {
      problems.addUnknown(
          "unknown-interaction",
          Place.of(place),
          "there is no interaction '" + Printable.line(type.get()) + "'",
          type.get(),
          kinds.stream().map(Interaction::label).toList());
    }
    var message = text(json, "message", place, problems);
    var messages = workspace.kept().workspace().messages().keySet();
    if (message.isPresent() && !messages.contains(message.get())) {
      problems.addUnknown(
          "unknown-message",
          Place.of(place),
          "there is no message '" + Printable.line(message.get()) + "'",
          message.get(),
          messages);
    }
    var journey = json.path("journey").asStringOpt().orElse(null);
    var link = json.path("link").asStringOpt().orElse(null);
    if (kind.isEmpty() || message.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        (engine, person, now) ->
            engine
                .intake()
                .interaction(
                    kind.get(), audience.name(), person, message.get(), journey, link, now));
  }

  /** Reads one. */
  private interface Reading {
    Optional<Happening> read(Table audience, JsonNode json, String place, Problems problems);
  }

  private RowsResource.Taken take(
      String what, JsonNode body, @Nullable String key, Set<String> members, Reading reading) {
    var problems = new Problems();
    var all = new ArrayList<Found>();
    var number = 0;
    for (var json : body.isArray() ? body : List.of(body)) {
      var place = what + " " + ++number;
      var audience = audience(json, place, members, problems);
      if (audience.isPresent()) {
        var person = person(audience.get(), json, place, problems);
        var happening = reading.read(audience.get(), json, place, problems);
        if (person.isPresent() && happening.isPresent()) {
          all.add(new Found(audience.get(), person.get(), place, happening.get()));
        }
      }
    }
    problems.throwIfAny();
    var wanted = Ingestion.Wanted.of(key, what, body.toString().getBytes(StandardCharsets.UTF_8));
    return RowsResource.Taken.all(
        ingestion.submit(all.size(), wanted, (engine, now) -> take(engine, now, all)).join());
  }

  /** On the engine's thread: everybody is found before anything is taken in. */
  private static long take(Engine engine, Instant now, List<Found> all) {
    var problems = new Problems();
    var people = new ArrayList<Integer>();
    for (var found : all) {
      var person = find(engine, found);
      if (person.isEmpty()) {
        problems.add(
            "unknown-person",
            Place.of(found.place()),
            "there is no %s '%s'"
                .formatted(found.audience().name(), Printable.line(Values.format(found.key()))));
      }
      people.add(person.orElse(-1));
    }
    problems.throwIfAny();
    for (var i = 0; i < all.size(); i++) {
      all.get(i).happening().take(engine, people.get(i), now);
    }
    return all.size();
  }

  private static OptionalInt find(Engine engine, Found found) {
    var people = engine.tables().people(found.audience().name());
    var person = people.find(found.key());
    return person.isPresent() && people.existing().contains(person.getAsInt())
        ? person
        : OptionalInt.empty();
  }

  /** The audience whose name is a member. */
  private Optional<Table> audience(
      JsonNode json, String place, Set<String> members, Problems problems) {
    var audiences = workspace.kept().workspace().schema().audiences();
    if (!json.isObject()) {
      problems.add("kind", Place.of(place), "an object should stand here");
      return Optional.empty();
    }
    var known = new LinkedHashSet<>(members);
    audiences.forEach(audience -> known.add(audience.name()));
    for (var entry : json.properties()) {
      if (!known.contains(entry.getKey())) {
        problems.addUnknown(
            "unknown-member",
            Place.of(place),
            "there is no member '" + Printable.line(entry.getKey()) + "'",
            entry.getKey(),
            known);
      }
    }
    var named = audiences.stream().filter(audience -> json.has(audience.name())).toList();
    if (named.size() != 1) {
      problems.add(
          "person",
          Place.of(place),
          "it needs the key of one person under the name of their table: "
              + String.join(", ", audiences.stream().map(Table::name).toList()));
      return Optional.empty();
    }
    return Optional.of(named.getFirst());
  }

  private static Optional<Object> person(
      Table audience, JsonNode json, String place, Problems problems) {
    var key = CellReader.value(audience.keyColumn().type(), json.path(audience.name()));
    if (key.isEmpty()) {
      problems.add(
          "value",
          Place.of(place),
          "the key of a %s is %s"
              .formatted(audience.name(), Values.accepted(audience.keyColumn().type())));
    }
    return key;
  }

  private static Optional<String> text(
      JsonNode json, String member, String place, Problems problems) {
    var text = json.path(member).asStringOpt().filter(word -> !word.isBlank());
    if (text.isEmpty() || !json.path(member).isString()) {
      problems.add("missing-member", Place.of(place), "'" + member + "' should be a text");
      return Optional.empty();
    }
    return text;
  }
}
