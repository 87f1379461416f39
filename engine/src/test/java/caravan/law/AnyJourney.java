package caravan.law;

import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Random journeys of one audience. */
final class AnyJourney {

  static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "UTC",
          "America/New_York",
          "Asia/Kolkata",
          "Pacific/Apia",
          "Australia/Lord_Howe",
          "Africa/Casablanca");

  private final Cast cast;
  private final Theme theme;
  private final Choices choices;
  private final Table audience;
  private final AnyExpression conditions;
  private final List<String> segments;
  private final List<Message> messages;
  private final ZoneId zone;
  private final List<String> events = new ArrayList<>();
  private int ids;

  /** A message that steps may send. */
  record Message(String name, String channel) {}

  AnyJourney(
      Cast cast,
      Table audience,
      AnyExpression conditions,
      List<String> segments,
      List<Message> messages) {
    this.cast = cast;
    this.theme = cast.theme();
    this.choices = cast.choices();
    this.audience = audience;
    this.conditions = conditions;
    this.segments = segments;
    this.messages = messages;
    this.zone =
        choices.chance(cast.theme() == Theme.REPEATS ? 10 : 25)
            ? ZoneId.of(choices.pick(ZONES))
            : cast.schema().zone();
  }

  Tree yaml(String name) {
    // The first segment of an audience is one that many are in: who never starts shows little.
    var who =
        Tree.of(
            "segments",
            choices.list(
                1,
                2,
                25,
                () ->
                    choices.chance(theme == Theme.CLOCK ? 70 : 40)
                        ? segment()
                        : segments.getFirst()));
    if (choices.chance(segments.size() > 1 ? 30 : 5)) {
      who.with("exclude", choices.list(1, 2, 30, this::other));
    }
    var journey = Tree.of("journey", name).with("audience", who);
    var rejoin = frequency(journey);
    if (!zone.equals(cast.schema().zone()) || choices.chance(10)) {
      journey.with("time-zone", zone.getId());
    }
    if (choices.chance(20)) {
      journey.with(
          "entry-rate",
          choices.between(1, 3) + choices.oneOf(" per hour", " per minute", " per day"));
    }
    exit(journey);
    if (choices.chance(20)) {
      var goal = Tree.of("segment", segment());
      journey.with("goal", choices.chance(60) ? goal.with("within", span()) : goal);
    }
    var steps = new ArrayList<Tree>();
    if (rejoin) {
      // whoever could end and start again at one instant might do so for ever
      steps.add(Tree.of("wait", cast.instants() ? "1 hour" : "1 day"));
    }
    if (theme == Theme.WAYS) {
      var way = new Tree();
      steps.add(choices.chance(50) ? way.with("split", split(2)) : way.with("branch", branch(2)));
    } else if (theme == Theme.CAPS) {
      steps.addAll(choices.list(1, 3, 60, () -> message(new Tree())));
    } else if (theme != Theme.ANY && choices.chance(80)) {
      var hold = new Tree();
      steps.add(
          choices.chance(theme == Theme.PAUSES ? 75 : theme == Theme.REPEATS ? 20 : 40)
              ? hold.with("wait-for", waitFor(2))
              : hold.with("wait", pause()));
    }
    steps.addAll(steps(2, 1));
    return journey.with("steps", steps);
  }

  /** The events that it listens for. */
  List<String> events() {
    return events;
  }

  private String event() {
    var asked = !conditions.events().isEmpty() && choices.chance(50);
    var event = choices.pick(asked ? conditions.events() : Palette.EVENTS);
    events.add(event);
    return event;
  }

  private String segment() {
    return choices.pick(segments);
  }

  /** A segment to keep people out by: seldom the one that many are in. */
  private String other() {
    return segments.size() == 1 || choices.chance(15)
        ? segments.getFirst()
        : choices.pick(segments.subList(1, segments.size()));
  }

  /** Answers whether people may start again. */
  private boolean frequency(Tree journey) {
    var wall = LocalDateTime.ofInstant(cast.at(), zone).truncatedTo(ChronoUnit.MINUTES);
    var kind = choices.weighted(theme.frequencies());
    var rejoin = kind == 1 && choices.chance(45);
    journey.with("frequency", List.of("one-time", "ongoing", "repeating").get(kind));
    // A time that is skipped or repeated, or a last of a month, comes round.
    var isRepeats = kind == 2 && theme == Theme.REPEATS;
    var isOdd = isRepeats && choices.chance(40);
    var isEnd = isRepeats && !isOdd && !cast.instants() && choices.chance(50);
    var every = isOdd ? "1 day" : isEnd ? "1 month" : every();
    if (kind == 2) {
      journey.with("every", every);
    }
    if (rejoin) {
      journey.with("rejoin", true);
    }
    var start = wall;
    if (isOdd || isEnd) {
      start = isEnd ? monthEnd(wall) : oddTime(wall.minusDays(choices.between(0, 2)));
      journey.with("start", text(start));
    } else if (choices.chance(isRepeats ? 60 : 35)) {
      var isMonthly = kind == 2 && every.endsWith("month");
      start = isMonthly && choices.chance(75) ? monthEnd(wall) : near(wall);
      journey.with("start", text(start));
    }
    if (choices.chance(20)) {
      var end = wall.plusDays(choices.between(4, 60)).plusHours(choices.below(24));
      journey.with("end", text(end.isAfter(start) ? end : start.plusDays(4)));
    }
    return rejoin;
  }

  private String every() {
    return cast.instants()
        ? choices.oneOf("1 hour", "1 day", "6 hours", "90 minutes", "1 hour", "17 minutes")
        : choices.oneOf(
            "1 month", "1 week", "1 day", "1 month", "3 days", "36 hours", "2 months", "1 day");
  }

  /** The end of this month or an earlier one, on a day that others do not have. */
  private LocalDateTime monthEnd(LocalDateTime wall) {
    var month = wall.minusMonths(choices.between(0, 5));
    return month.withDayOfMonth(month.toLocalDate().lengthOfMonth());
  }

  private LocalDateTime near(LocalDateTime wall) {
    return switch (choices.weighted(2, 2, 2, 2, theme == Theme.REPEATS ? 8 : 2)) {
      case 0 -> wall;
      case 1 -> wall.minusDays(choices.between(0, 3)).withHour(hour()).withMinute(30);
      case 2 -> wall.plusMinutes(choices.between(1, 200));
      case 3 -> wall.plusDays(choices.between(0, 3)).withHour(hour()).withMinute(30);
      default -> oddTime(wall.minusDays(choices.between(0, 2)));
    };
  }

  /** On a day, the time that the clocks will next skip or repeat, if they do so soon. */
  private LocalDateTime oddTime(LocalDateTime day) {
    var next = zone.getRules().nextTransition(cast.at().minus(1, ChronoUnit.DAYS));
    if (next == null || next.getInstant().isAfter(cast.at().plus(9, ChronoUnit.DAYS))) {
      return day;
    }
    var first = next.isGap() ? next.getDateTimeBefore() : next.getDateTimeAfter();
    return day.with(first.toLocalTime().plusMinutes(choices.between(0, 2) * 15L));
  }

  private int hour() {
    return theme == Theme.REPEATS ? choices.oneOf(2, 2, 9, 0) : choices.oneOf(9, 0, 2);
  }

  private static String text(LocalDateTime wall) {
    return wall.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private void exit(Tree journey) {
    var exit = new Tree();
    if (choices.chance(
        segments.size() < 2 ? 5 : theme == Theme.ANY || theme == Theme.PAUSES ? 35 : 65)) {
      exit.with("segments", choices.list(1, 2, 40, this::other));
    }
    if (choices.chance(theme.isRestful() ? 60 : 30)) {
      exit.with("events", choices.list(1, 2, 40, this::event));
      events.addAll(List.copyOf(events)); // these happen more often than what steps wait for
    }
    if (!exit.isEmpty()) {
      journey.with("exit", exit);
    }
  }

  private String span() {
    return cast.instants()
        ? choices.oneOf("1 hour", "1 day", "20 minutes", "3 hours", "61 minutes")
        : choices.oneOf("1 day", "2 days", "1 week", "1 month", "25 hours");
  }

  private List<Tree> steps(int depth, int least) {
    return choices.list(least, 4, 55, () -> step(depth));
  }

  private Tree step(int depth) {
    var step = new Tree();
    if (choices.chance(8)) {
      step.with("id", "step " + ++ids + " ß");
    }
    return switch (choices.weighted(
        6, 7, depth > 0 ? 3 : 0, depth > 0 ? 2 : 0, depth > 0 ? 7 : 0, 2, 1, 1)) {
      case 0 -> message(step);
      case 1 -> step.with("wait", pause());
      case 2 -> step.with("branch", branch(depth));
      case 3 -> step.with("split", split(depth));
      case 4 -> step.with("wait-for", waitFor(depth));
      case 5 -> set(step);
      case 6 ->
          step.with(
              "webhook",
              Tree.of("url", "https://crm.example/hook")
                  .with("body", Tree.of("a", "b").with("n", 1)));
      default -> step.with("exit", null);
    };
  }

  private Tree message(Tree step) {
    var message = choices.pick(messages);
    return step.with(message.channel(), message.name());
  }

  private Object pause() {
    return switch (choices.weighted(
        theme == Theme.REPEATS ? 1 : 5, 3, theme == Theme.REPEATS ? 6 : 4, 5)) {
      case 0 -> span();
      case 1 -> {
        var wall = LocalDateTime.ofInstant(cast.at(), zone);
        var until = wall.plusHours(choices.between(-5, 60));
        yield personal(
            Tree.of(
                "until",
                text(choices.chance(theme == Theme.REPEATS ? 70 : 25) ? oddTime(until) : until)));
      }
      case 2 -> timeOfDay();
      default -> untilDate();
    };
  }

  private Tree timeOfDay() {
    var wait = Tree.of("at", time());
    if (choices.chance(30)) {
      wait.with("on", choices.oneOf(List.of("mon", "thu"), List.of("sun"), List.of("sat", "tue")));
    }
    return personal(wait);
  }

  private Object untilDate() {
    var dates =
        audience.columns().values().stream().filter(column -> column.type().isTime()).toList();
    if (dates.isEmpty()) {
      return span();
    }
    var wait = Tree.of("until", AnyExpression.name(choices.pick(dates).name()));
    if (choices.chance(50)) {
      wait.with(
          "offset",
          choices.oneOf("1 day", "-1 day", "3 hours", "-30 minutes", "1 month", "20 hours"));
    }
    if (choices.chance(50)) {
      wait.with("at", time());
    }
    return personal(wait);
  }

  private String time() {
    if (choices.chance(theme == Theme.REPEATS ? 60 : 25)) {
      return oddTime(LocalDateTime.ofInstant(cast.at(), zone).truncatedTo(ChronoUnit.MINUTES))
          .toLocalTime()
          .toString();
    }
    return choices.oneOf("09:00", "00:00", "02:30", "23:59", "03:00", "01:45");
  }

  private Tree personal(Tree wait) {
    return choices.chance(30) ? wait.with("zone", "person") : wait;
  }

  private String condition() {
    return conditions.of(audience, 2);
  }

  /** Who takes an empty path cannot be told from who takes none. */
  private int least() {
    return theme == Theme.WAYS ? 1 : 0;
  }

  private List<Tree> branch(int depth) {
    var paths =
        new ArrayList<Tree>(
            choices.list(
                1,
                3,
                45,
                () -> Tree.of("if", condition()).with("steps", steps(depth - 1, least()))));
    if (choices.chance(50)) {
      paths.add(Tree.of("else", steps(depth - 1, 0)));
    }
    return paths;
  }

  private List<Tree> split(int depth) {
    var left = new BigDecimal[] {BigDecimal.valueOf(100)};
    return choices.list(
        1,
        3,
        theme == Theme.WAYS ? 85 : 60,
        () -> {
          var share =
              new BigDecimal(choices.oneOf("50", "33.3333", "0", "100", "12.5", "20")).min(left[0]);
          left[0] = left[0].subtract(share);
          return Tree.of("share", share.toPlainString() + "%")
              .with("steps", steps(depth - 1, least()));
        });
  }

  private Tree waitFor(int depth) {
    var wait =
        choices.chance(theme.isRestful() ? 60 : 30)
            ? Tree.of("event", event())
            : Tree.of("if", condition());
    if (choices.chance(theme.isRestful() ? 55 : 70)) {
      wait.with("up-to", span());
    }
    if (choices.chance(70)) {
      wait.with("then", steps(depth - 1, 0));
    }
    if (choices.chance(60)) {
      wait.with("else", steps(depth - 1, 0));
    }
    return wait;
  }

  private Tree set(Tree step) {
    var columns =
        audience.columns().values().stream()
            .filter(column -> !column.name().equals(audience.key()))
            .filter(column -> column.type() != ColumnType.JSON)
            .toList();
    if (columns.isEmpty()) {
      return message(step);
    }
    var asked =
        columns.stream().filter(one -> conditions.columnsAsked().contains(one.name())).toList();
    var column = choices.pick(asked.isEmpty() || choices.chance(40) ? columns : asked);
    var value = cast.row(audience, null, 100).get(column.name());
    return step.with(
        "set",
        Tree.of(column.name(), choices.chance(asked.contains(column) ? 45 : 20) ? null : value));
  }
}
