package caravan.law;

import caravan.profile.Table;
import caravan.segment.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** What happens next: several things that show something only one right after the other. */
  private final Deque<Supplier<Tree>> plot = new ArrayDeque<>();

  /** To whom something just happened, as they are removed. */
  private @Nullable Tree leaving;

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
    if (!plot.isEmpty()) {
      return plot.removeFirst().get();
    }
    var removed = leaving;
    leaving = null;
    if (removed != null && choices.chance(15)) {
      return Tree.of("remove", removed);
    }
    if (!unborn.isEmpty() && choices.chance(75)) {
      return Tree.of("live", unborn.removeFirst());
    }
    if (!journeys.isEmpty() && choices.chance(cast.theme() == Theme.PAUSES ? 40 : 15)) {
      plan();
      return plot.removeFirst().get();
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

  /** Several things that happen to one person, or to whom a journey holds. */
  private void plan() {
    var audience = choices.pick(cast.audiences());
    var key = key(audience);
    var comes =
        (Supplier<Tree>)
            () -> Tree.of("change", Tree.of(audience.name(), List.of(cast.row(audience, key, 70))));
    var goes = (Supplier<Tree>) () -> Tree.of("remove", Tree.of(audience.name(), List.of(key)));
    var hears = hears(audience, key);
    var journey = choices.pick(journeys);
    var canPause = !unborn.contains(journey) && !paused.contains(journey);
    switch (choices.weighted(
        3,
        4,
        2,
        canPause ? cast.theme() == Theme.PAUSES ? 14 : 5 : 0,
        audience.toOne().isEmpty() ? 0 : 9)) {
      case 0 -> plot.addAll(List.of(goes, comes));
      case 1 ->
          plot.addAll(choices.chance(60) ? List.of(hears, goes, comes) : List.of(hears, goes));
      case 2 -> plot.addAll(List.of(hears, comes));
      case 4 -> plot.add(led(audience));
      default -> {
        plot.add(() -> Tree.of("pause", journey));
        plot.add(hears);
        plot.addAll(choices.list(0, 2, 50, () -> hears(audience, key(audience))));
        if (choices.chance(60)) {
          plot.add(choices.chance(50) ? this::advance : comes);
        }
        plot.add(() -> Tree.of("resume", journey));
      }
    }
  }

  /** The row that somebody's leads to changes, and with it what holds of that person. */
  private Supplier<Tree> led(Table audience) {
    var relation = choices.pick(List.copyOf(audience.toOne().values()));
    var target = cast.schema().table(relation.target());
    return () ->
        Tree.of("change", Tree.of(target.name(), List.of(cast.row(target, key(target), 85))));
  }

  private Supplier<Tree> hears(Table audience, String key) {
    var name = choices.pick(events.isEmpty() ? Palette.EVENTS : events);
    return () -> Tree.of("event", Tree.of("name", name).with(audience.name(), key));
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
    // What time alone changes is seen best in small steps.
    var isClose = cast.instants() && cast.theme() == Theme.CLOCK;
    if (choices.chance(isClose ? 85 : 65)) {
      var text =
          isClose
              ? choices.oneOf("20 minutes", "1 hour", "25 minutes", "61 minutes", "1 minute")
              : cast.instants()
                  ? choices.oneOf(
                      "1 hour",
                      "25 minutes",
                      "1 minute",
                      "20 minutes",
                      "61 minutes",
                      "6 hours",
                      "1 day")
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
    var key = key(audience);
    tree.with(audience.name(), key);
    leaving = Tree.of(audience.name(), List.of(key));
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
