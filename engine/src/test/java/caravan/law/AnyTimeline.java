package caravan.law;

import caravan.profile.Table;
import caravan.segment.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random things that happen in a scenario, one after the other. */
final class AnyTimeline {

  private final Cast cast;
  private final Choices choices;
  private final List<String> journeys;
  private final List<String> messages;
  private final List<String> events;
  private final List<String> unborn;
  private final List<String> paused = new ArrayList<>();
  private final Map<String, String> last = new HashMap<>();
  private final Instant end;
  private Instant now;

  /**
   * Things that happen.
   *
   * @param events those that journeys listen for
   */
  AnyTimeline(Cast cast, List<String> journeys, List<String> messages, List<String> events) {
    this.cast = cast;
    this.choices = cast.choices();
    this.journeys = journeys;
    this.messages = messages;
    this.events = events;
    this.unborn = new ArrayList<>(journeys);
    this.now = cast.at();
    this.end =
        now.plus(
            cast.instants()
                ? Duration.ofHours(40)
                : Duration.ofDays(cast.theme() == Theme.REPEATS ? 100 : 45));
  }

  List<Tree> steps(int most) {
    return choices.list(2, most, 95, this::step);
  }

  private Tree step() {
    if (!unborn.isEmpty() && choices.chance(75)) {
      return Tree.of("live", unborn.removeFirst());
    }
    if (!paused.isEmpty() && choices.chance(25)) {
      return resume();
    }
    if (!events.isEmpty() && choices.chance(paused.isEmpty() ? 12 : 50)) {
      return Tree.of("event", event());
    }
    return switch (choices.weighted(cast.theme().events(!journeys.isEmpty()))) {
      case 0 -> advance();
      case 1 -> change();
      case 2 -> remove();
      case 3 -> Tree.of("event", event());
      case 4 -> messages.isEmpty() ? advance() : Tree.of("interaction", interaction());
      case 5 -> choices.chance(90) ? pause() : Tree.of("resume", choices.pick(journeys));
      case 6 -> Tree.of("advance-to", now.toString());
      default -> Tree.of(choices.oneOf("stop", "live"), choices.pick(journeys));
    };
  }

  private Tree pause() {
    var journey = choices.pick(journeys);
    if (!unborn.contains(journey) && !paused.contains(journey)) {
      paused.add(journey);
    }
    return Tree.of("pause", journey);
  }

  /** A pause that never ends hides all that follows. */
  private Tree resume() {
    return Tree.of("resume", paused.remove(choices.below(paused.size())));
  }

  private Tree advance() {
    var zone = cast.schema().zone();
    if (choices.chance(65)) {
      var text =
          cast.instants()
              ? choices.oneOf("1 hour", "1 minute", "20 minutes", "61 minutes", "6 hours", "1 day")
              : choices.oneOf(
                  "1 day", "1 hour", "2 days", "1 week", "25 hours", "1 month", "3 weeks");
      var next = Span.parse(text).orElseThrow().after(now, zone);
      if (!next.isAfter(end)) {
        now = next;
        return Tree.of("advance", text);
      }
      return Tree.of("advance-to", now.toString());
    }
    var day = LocalDate.ofInstant(now, zone).plusDays(choices.between(0, cast.instants() ? 1 : 9));
    var to =
        switch (choices.weighted(3, 2, 2, 1, 3)) {
          case 0 -> day.atStartOfDay(zone).toInstant();
          case 1 -> LocalDateTime.of(day, java.time.LocalTime.of(9, 0)).atZone(zone).toInstant();
          case 2 -> day.atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS);
          case 3 -> cast.palette().instant();
          default -> {
            var change = zone.getRules().nextTransition(now);
            yield change == null
                ? cast.palette().instant()
                : change.getInstant().plus(choices.between(-2, 4) * 15L, ChronoUnit.MINUTES);
          }
        };
    now = to.isBefore(now) || to.isAfter(end) ? now : to;
    return Tree.of("advance-to", now.toString());
  }

  private Tree change() {
    var tables = List.copyOf(cast.schema().tables().values());
    var change = new Tree();
    for (var table :
        choices.list(
            1,
            2,
            20,
            () -> choices.chance(45) ? choices.pick(tables) : choices.pick(cast.audiences()))) {
      change.with(table.name(), choices.list(1, 3, 35, () -> row(table)));
    }
    return Tree.of("change", change);
  }

  private Tree row(Table table) {
    var key = table.key() == null ? null : key(table);
    return cast.row(table, key, table.key() == null ? 75 : 45);
  }

  private Tree remove() {
    var keyed =
        cast.schema().tables().values().stream().filter(table -> table.key() != null).toList();
    var table = choices.pick(keyed);
    return Tree.of("remove", Tree.of(table.name(), choices.list(1, 2, 30, () -> key(table))));
  }

  private Tree event() {
    var names = !events.isEmpty() && choices.chance(75) ? events : Palette.EVENTS;
    var event = Tree.of("name", choices.pick(names));
    person(event);
    var properties = new Tree();
    for (var property : choices.some(Palette.PROPERTIES, 45)) {
      properties.with(property, choices.chance(10) ? null : cast.palette().property());
    }
    return properties.isEmpty() ? event : event.with("properties", properties);
  }

  private void person(Tree tree) {
    var audience = choices.pick(cast.audiences());
    tree.with(audience.name(), key(audience));
  }

  /** Often somebody to whom something happened before: what meets shows more. */
  private String key(Table table) {
    var before = last.get(table.name());
    var key = before != null && choices.chance(40) ? before : choices.pick(cast.keysOf(table));
    last.put(table.name(), key);
    return key;
  }

  private Tree interaction() {
    var type = choices.oneOf("opened", "clicked", "delivered", "bounced", "unsubscribed");
    var interaction = Tree.of("type", type).with("message", choices.pick(messages));
    person(interaction);
    if (choices.chance(25)) {
      interaction.with("journey", choices.pick(journeys));
    }
    if (type.equals("clicked") && choices.chance(70)) {
      interaction.with("link", choices.pick(Palette.LINKS));
    }
    return interaction;
  }
}
