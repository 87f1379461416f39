package caravan.bench;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.tile.Branch;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Step;
import caravan.journey.tile.Tile;
import caravan.journey.tile.Wait;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journeys whose bare step is measured. */
final class Travels {

  /** The segment that may start. */
  static final String EVERYBODY = "everybody";

  /** The segment whose members leave. */
  static final String EXIT = "exit";

  private static final Language LANGUAGE =
      new Language(Contacts.SCHEMA, Contacts.CONTACT, List.of(EVERYBODY, EXIT));

  private Travels() {}

  /** All wait for a day; two messages. */
  static Journey oneWait() {
    return journey(
        new Frequency.OneTime(),
        List.of(wait("wait", 1), branch("by-country", "country = 'DE'", send("a"), send("b"))));
  }

  /** Who starts at any hour, parted three times, waits for one day, two or seven, and gets mail. */
  static Journey severalWaits() {
    return journey(
        new Frequency.Ongoing(false),
        List.of(
            branch("by-country", "country = 'DE'", wait("one", 1), wait("two", 2)),
            branch("by-age", "age > 40", send("a"), send("b")),
            wait("seven", 7),
            branch("by-ltv", "ltv > 500", send("c"), send("d"))));
  }

  private static Journey journey(Frequency frequency, List<Step> steps) {
    return new Journey(
        "travel",
        Contacts.CONTACT.name(),
        List.of(EVERYBODY),
        List.of(),
        frequency,
        null,
        null,
        ZoneOffset.UTC,
        null,
        List.of(EXIT),
        List.of(),
        null,
        steps);
  }

  private static Step wait(String id, int days) {
    return new Step(id, new Wait(new Wait.Elapsed(new Span(days, TimeUnit.DAYS)), false));
  }

  private static Step send(String message) {
    return new Step("send-" + message, new SendMessage("email", message));
  }

  private static Step branch(String id, String condition, Step first, Step second) {
    Tile tile = new Branch(List.of(path(condition, first), path(null, second)));
    return new Step(id, tile);
  }

  private static Branch.Path path(@Nullable String condition, Step step) {
    return new Branch.Path(condition == null ? null : LANGUAGE.read(condition), List.of(step));
  }
}
