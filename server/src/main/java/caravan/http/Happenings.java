package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes in what happened to people: each is read first, then all whom it concerns are looked up.
 */
final class Happenings implements LineStream.Sink<Happenings.Found> {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final String HAPPENED = "happened";

  private final Ingestion ingestion;
  private final Supplier<Schema> schema;
  private final Set<String> members;
  private final Reading reading;
  private final boolean skips;

  /**
   * For one kind of them.
   *
   * @param members that one may have beside the person and the time
   * @param skips whether those of unknown people are left out, and do not end it
   */
  Happenings(
      Ingestion ingestion,
      Supplier<Schema> schema,
      Set<String> members,
      Reading reading,
      boolean skips) {
    this.ingestion = ingestion;
    this.schema = schema;
    this.members = members;
    this.reading = reading;
    this.skips = skips;
  }

  /** Something that is taken in, once it is known to whom it happened. */
  interface Happening {
    void take(Engine engine, Table audience, int person, Instant happened);
  }

  /** Reads what is its own of one; nothing after faults. */
  interface Reading {
    Optional<Happening> read(JsonNode json, Place place, Problems problems);
  }

  /**
   * One that was read.
   *
   * @param happened null for now
   */
  record Found(
      Table audience, Object key, Place place, @Nullable Instant happened, Happening happening) {

    private Problem unknown() {
      return new Problem(
          "unknown-person",
          place,
          "there is no %s '%s'".formatted(audience.name(), Printable.line(Values.format(key))));
    }
  }

  private record Known(Found found, int person) {}

  @Override
  public Optional<Found> read(JsonNode json, Place place, Problems problems) {
    var before = problems.size();
    var audience = audience(json, place, problems);
    if (audience.isEmpty()) {
      return Optional.empty();
    }
    var person = person(audience.get(), json, place, problems);
    var happened = happened(json, place, problems);
    var happening = reading.read(json, place, problems);
    return problems.size() > before || person.isEmpty() || happening.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found(audience.get(), person.get(), place, happened.orElse(null), happening.get()));
  }

  /** The audience whose name is a member. */
  private Optional<Table> audience(JsonNode json, Place place, Problems problems) {
    var audiences = schema.get().audiences();
    if (!json.isObject()) {
      problems.add("kind", place, "an object should stand here");
      return Optional.empty();
    }
    var known = new LinkedHashSet<>(members);
    known.add(HAPPENED);
    audiences.forEach(audience -> known.add(audience.name()));
    json.propertyNames().stream()
        .filter(member -> !known.contains(member))
        .limit(known.size())
        .forEach(
            member ->
                problems.addUnknown(
                    "unknown-member",
                    place,
                    "there is no member '" + Printable.line(member) + "'",
                    member,
                    known));
    var named = audiences.stream().filter(audience -> json.has(audience.name())).toList();
    if (named.size() != 1) {
      problems.add(
          "person",
          place,
          "it needs the key of one person under the name of their table: "
              + String.join(", ", audiences.stream().map(Table::name).toList()));
      return Optional.empty();
    }
    return Optional.of(named.getFirst());
  }

  private static Optional<Object> person(
      Table audience, JsonNode json, Place place, Problems problems) {
    var key = CellReader.value(audience.keyColumn().type(), json.path(audience.name()));
    if (key.isEmpty()) {
      problems.add(
          "value",
          place,
          "the key of a %s is %s"
              .formatted(audience.name(), Values.accepted(audience.keyColumn().type())));
    }
    return key;
  }

  private static Optional<Instant> happened(JsonNode json, Place place, Problems problems) {
    var given = json.path(HAPPENED);
    if (given.isMissingNode() || given.isNull()) {
      return Optional.empty();
    }
    var instant = CellReader.value(ColumnType.TIMESTAMP, given).map(Instant.class::cast);
    if (instant.isEmpty()) {
      problems.add("value", place, "'happened' should be " + Values.accepted(ColumnType.TIMESTAMP));
    }
    return instant;
  }

  /** All of them, or none where one does not fit. */
  Taken takeAll(String what, JsonNode body, Ingestion.@Nullable Key key) {
    var problems = new Problems();
    var all = new ArrayList<Found>();
    var number = 0;
    for (var json : body.isArray() ? body : List.of(body)) {
      read(json, Place.of(what, ++number), problems).ifPresent(all::add);
      if (number - all.size() > LineStream.MOST_LINES_WITH_PROBLEMS) {
        break;
      }
    }
    problems.throwIfAny();
    var wanted = Ingestion.Wanted.of(key, what, body);
    var before = CompletableFuture.completedFuture(null);
    return ingestion.alone(key, () -> Taken.all(submit(all, wanted, before).join().taken()));
  }

  @Override
  public CompletableFuture<LineStream.Done> submit(
      List<Found> some, Ingestion.Wanted wanted, CompletableFuture<?> before) {
    var leftOut = new ArrayList<Problem>();
    return ingestion
        .submit(
            some.size(),
            wanted,
            (engine, now) -> {
              Ingestion.requireDone(before);
              leftOut.clear(); // it may be done for the second time
              return take(engine, now, some, leftOut);
            })
        .thenApply(taken -> new LineStream.Done(taken, leftOut));
  }

  /** On the engine's thread: everybody is found before anything is taken in. */
  private long take(Engine engine, Instant now, List<Found> some, List<Problem> leftOut) {
    var people = people(engine, some);
    var good = new ArrayList<Known>();
    for (var found : some) {
      var person = people.getOrDefault(found.audience().name(), Map.of()).get(found.key());
      if (person == null) {
        leftOut.add(found.unknown());
      } else if (found.happened() != null && found.happened().isAfter(now.plus(CLOCKS_DIFFER))) {
        leftOut.add(new Problem("not-yet", found.place(), "'happened' lies in the future"));
      } else {
        good.add(new Known(found, person));
      }
    }
    if (!leftOut.isEmpty() && !skips) {
      throw new InvalidInput(leftOut);
    }
    for (var known : good) {
      var found = known.found();
      var happened = found.happened();
      found
          .happening()
          .take(
              engine,
              found.audience(),
              known.person(),
              happened == null || happened.isAfter(now) ? now : happened);
    }
    return good.size();
  }

  private static Map<String, Map<Object, Integer>> people(Engine engine, List<Found> some) {
    var keys = new HashMap<String, Set<Object>>();
    for (var found : some) {
      keys.computeIfAbsent(found.audience().name(), _ -> new HashSet<>()).add(found.key());
    }
    var people = new HashMap<String, Map<Object, Integer>>();
    keys.forEach(
        (audience, all) -> people.put(audience, engine.tables().people(audience).present(all)));
    return people;
  }
}
