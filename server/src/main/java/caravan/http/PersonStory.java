package caravan.http;

import caravan.interaction.InteractionRows;
import caravan.journey.Move;
import caravan.profile.Table;
import caravan.runtime.History;
import caravan.runtime.Readers;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that happened to one person, as it is stored. */
final class PersonStory {

  /** What is told of journeys; the rest only keeps their books. */
  private static final Map<Move.Kind, String> TOLD =
      Map.ofEntries(
          Map.entry(Move.Kind.EXCLUDED, "excluded"),
          Map.entry(Move.Kind.QUEUED, "queued"),
          Map.entry(Move.Kind.ENTERED, "entered"),
          Map.entry(Move.Kind.REACHED, "reached"),
          Map.entry(Move.Kind.SENT, "sent"),
          Map.entry(Move.Kind.DEFERRED, "deferred"),
          Map.entry(Move.Kind.BLOCKED, "blocked"),
          Map.entry(Move.Kind.CALLED, "called"),
          Map.entry(Move.Kind.RESTED, "waits"),
          Map.entry(Move.Kind.CONVERTED, "converted"),
          Map.entry(Move.Kind.LEFT, "left"));

  private PersonStory() {}

  /**
   * Something that happened to a person.
   *
   * @param kind {@code joined-segment}, {@code left-segment}; of a journey {@code excluded}, {@code
   *     queued}, {@code entered}, {@code reached}, {@code sent}, {@code deferred}, {@code blocked},
   *     {@code called}, {@code waits}, {@code converted}, {@code left}; {@code delivered}, {@code
   *     opened}, {@code clicked}, {@code bounced}, {@code unsubscribed}, {@code event}
   * @param tile what the step does; null where the journey is no more
   * @param reason why they left, or a message was blocked
   * @param until when a wait ends at the latest, or it is asked again whether a message may be sent
   * @param name of an event
   */
  @Schema(name = "Happening")
  record Happening(
      Instant at,
      String kind,
      @Nullable String segment,
      @Nullable String journey,
      @Nullable Long run,
      @Nullable String step,
      @Nullable TileAnswer tile,
      @Nullable String message,
      @Nullable String reason,
      @Nullable Instant until,
      @Nullable String channel,
      @Nullable String link,
      @Nullable String name,
      @Nullable JsonNode properties) {}

  /**
   * Where in a story something stands: what is told of later comes behind it, whatever happens
   * meanwhile.
   */
  private record Place(Instant at, int kind, int number) {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::at)
            .thenComparingInt(Place::kind)
            .thenComparingInt(Place::number);

    static Optional<Place> parse(String text) {
      var parts = text.split(" ", -1);
      try {
        return parts.length == 3
            ? Optional.of(
                new Place(
                    Instant.parse(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2])))
            : Optional.empty();
      } catch (java.time.DateTimeException | NumberFormatException _) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return at + " " + kind + " " + number;
    }
  }

  private record Told(Place place, Happening happening) {}

  /** The part of a person's story that a cursor asks for. */
  static Page<Happening> page(
      Readers.Reading reading, Table audience, int person, @Nullable String cursor, int limit) {
    var before =
        Cursor.read(cursor)
            .map(
                text ->
                    Place.parse(text)
                        .orElseThrow(
                            () ->
                                new caravan.problem.InvalidInput(
                                    "cursor",
                                    caravan.problem.Place.of("cursor"),
                                    "this is no cursor; take it from 'next' of another page")));
    var newest =
        all(reading, audience, person).stream()
            .filter(it -> before.map(at -> Place.ORDER.compare(it.place(), at) < 0).orElse(true))
            .sorted(Comparator.comparing(Told::place, Place.ORDER.reversed()))
            .limit(limit + 1L)
            .toList();
    var page = Page.of(newest, limit, it -> it.place().toString());
    return new Page<>(page.items().stream().map(Told::happening).toList(), page.next());
  }

  private static List<Told> all(Readers.Reading reading, Table audience, int person) {
    var told = new ArrayList<Told>();
    var standing = reading.standing();
    var history = new History(reading.db());
    for (var it : new InteractionRows(reading.db()).of(audience.name(), person)) {
      told.add(new Told(new Place(it.happened(), 0, told.size()), interaction(it)));
    }
    var segments =
        standing.definitions().segments().values().stream()
            .filter(segment -> segment.audience().equals(audience.name()))
            .map(caravan.segment.Segment::name)
            .toList();
    for (var it : history.memberships(person, segments)) {
      told.add(new Told(new Place(it.now(), 1, told.size()), membership(it)));
    }
    for (var it : history.steps(person, journeys(reading, audience))) {
      var kind = TOLD.get(it.kind());
      if (kind != null) {
        told.add(new Told(new Place(it.now(), 2, told.size()), step(reading, it, kind)));
      }
    }
    return told;
  }

  /** The journeys of an audience. */
  static List<String> journeys(Readers.Reading reading, Table audience) {
    return reading.standing().plans().values().stream()
        .map(caravan.journey.Plan::journey)
        .filter(journey -> journey.audience().equals(audience.name()))
        .map(caravan.journey.Journey::name)
        .toList();
  }

  private static Happening interaction(InteractionRows.One one) {
    var details = one.details();
    var properties = details.get("properties");
    return new Happening(
        one.happened(),
        one.kind().label(),
        null,
        details.get("journey"),
        null,
        null,
        null,
        details.get("message"),
        null,
        null,
        details.get("channel"),
        details.get("link"),
        details.get("name"),
        properties == null ? null : JsonMapper.shared().readTree(properties));
  }

  private static Happening membership(History.Membership it) {
    return new Happening(
        it.now(),
        it.joined() ? "joined-segment" : "left-segment",
        it.segment(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Happening step(Readers.Reading reading, History.Step it, String kind) {
    var isAboutMessage = it.kind() == Move.Kind.SENT;
    var isWaiting = it.kind() == Move.Kind.RESTED || it.kind() == Move.Kind.DEFERRED;
    var isReason = it.kind() == Move.Kind.BLOCKED || it.kind() == Move.Kind.LEFT;
    return new Happening(
        it.now(),
        kind,
        null,
        it.journey(),
        it.run(),
        it.step(),
        TileAnswer.find(reading, it.journey(), it.step()).orElse(null),
        isAboutMessage ? it.detail() : null,
        isReason ? it.detail() : null,
        isWaiting ? it.due() : null,
        null,
        null,
        null,
        null);
  }
}
