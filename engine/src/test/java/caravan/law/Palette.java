package caravan.law;

import caravan.warehouse.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The few values that one case is painted with, the same in rows and in conditions, so that they
 * meet.
 */
final class Palette {

  static final List<String> EVENTS = List.of("bought", "Bought", "quit it's");
  static final List<String> PROPERTIES = List.of("x", "y", "a b");
  static final List<String> LINKS = List.of("l", "L", "https://l.example/?a=1&b=2");

  private static final List<String> TEXTS =
      List.of(
          "a",
          "A",
          "b",
          "",
          "ab",
          "ß",
          "ss",
          "İ",
          "i",
          "ı",
          "I",
          "K",
          "k",
          "ſ",
          "s",
          "😀",
          "\u202eא",
          "it's",
          "\"q\"",
          ";",
          "{{x}}",
          "a\nb",
          "50%",
          "_",
          "%",
          "\\",
          "a\\b",
          " ",
          " a",
          "é",
          "e\u0301",
          "日本",
          "null",
          "true",
          "1",
          "01",
          "～",
          "\ud83d\ude00a",
          "\uffff",
          "Σ",
          "σ",
          "ς",
          "ﬁ",
          "ǅ",
          "ẞ",
          "a@b.example");
  private static final List<String> INTEGERS =
      List.of(
          "0",
          "1",
          "2",
          "-1",
          "3",
          "10",
          "100",
          "9007199254740993",
          "9223372036854775807",
          "-9223372036854775808");
  private static final List<String> DECIMALS =
      List.of(
          "0",
          "1",
          "0.5",
          "2.50",
          "-0.000001",
          "0.1",
          "0.2",
          "0.3",
          "12.345678",
          "999999999999.999999",
          "-999999999999.999999");

  /** Some have more digits than enter a sum, and so are rounded there. */
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "0.5",
          "0.1",
          "0.3",
          "-1",
          "-0.0",
          "1e9",
          "1.0E-9",
          "6.0E-10",
          "0.9999999996",
          "-6.0E-10",
          "100.2500000006",
          "0.2000000007");

  private final Choices choices;
  private final Instant now;
  private final ZoneId zone;
  private final List<String> texts;
  private final List<String> integers;
  private final List<String> decimals;
  private final List<String> numbers;
  private final List<LocalDate> dates = new ArrayList<>();
  private final List<Instant> instants = new ArrayList<>();

  Palette(Choices choices, Instant now, ZoneId zone) {
    this.choices = choices;
    this.now = now;
    this.zone = zone;
    this.texts = few(TEXTS, 4);
    this.integers = few(INTEGERS, 3);
    this.decimals = few(DECIMALS, 3);
    this.numbers = few(NUMBERS, 3);
    for (var i = 0; i < 4; i++) {
      dates.add(anyDate());
      instants.add(anyInstant());
    }
  }

  private List<String> few(List<String> all, int count) {
    var few = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      few.add(choices.pick(all));
    }
    return few;
  }

  private LocalDate anyDate() {
    var today = LocalDate.ofInstant(now, zone);
    return switch (choices.weighted(4, 3, 3, 2, 2, 2, 1, 4)) {
      case 0 -> today;
      case 1 -> today.plusDays(choices.between(0, 3));
      case 2 -> today.minusDays(choices.between(1, 3));
      case 3 -> today.withDayOfMonth(today.lengthOfMonth());
      case 4 -> today.minusYears(choices.between(1, 5)).plusDays(choices.between(0, 2));
      case 5 -> LocalDate.of(2024, 2, 29).minusYears(4L * choices.between(0, 9));
      case 6 -> choices.oneOf(LocalDate.of(9999, 12, 31), LocalDate.of(1, 1, 1));
      default -> {
        var change = zone.getRules().nextTransition(now);
        yield change == null ? today : change.getDateTimeBefore().toLocalDate();
      }
    };
  }

  private Instant anyInstant() {
    return switch (choices.weighted(3, 3, 3, 2, 2, 8)) {
      case 0 -> now;
      case 1 -> now.plus(choices.between(0, 72), ChronoUnit.HOURS);
      case 2 -> now.minus(choices.between(1, 72), ChronoUnit.HOURS);
      case 3 ->
          (dates.isEmpty() ? anyDate() : choices.pick(dates).plusDays(choices.between(0, 1)))
              .atStartOfDay(zone)
              .toInstant()
              .plus(choices.between(0, 1), ChronoUnit.MICROS);
      case 4 -> now.plus(choices.between(0, 1_000_000), ChronoUnit.MICROS);
      default -> now.plus(choices.between(-100, 400), ChronoUnit.MINUTES);
    };
  }

  String text() {
    return choices.pick(texts);
  }

  String integer() {
    return choices.pick(integers);
  }

  String decimal() {
    return choices.pick(decimals);
  }

  String number() {
    return choices.pick(numbers);
  }

  LocalDate date() {
    return choices.pick(dates);
  }

  Instant instant() {
    return within(choices.pick(instants));
  }

  /** Columns keep the years 1 to 9999, in UTC. */
  private static Instant within(Instant instant) {
    var first = Instant.parse("0001-01-01T00:00:00Z");
    var last = Instant.parse("9999-12-31T23:59:59Z");
    return instant.isBefore(first) ? first : instant.isAfter(last) ? last : instant;
  }

  /** A cell of a column, as text. */
  String cell(ColumnType type) {
    return switch (type) {
      case TEXT -> text();
      case INTEGER -> integer();
      case DECIMAL -> decimal();
      case NUMBER -> number();
      case BOOLEAN -> choices.oneOf("false", "true");
      case DATE -> date().toString();
      case TIMESTAMP -> instant().toString();
      case JSON -> choices.oneOf("{}", "{\"a\": [1, \"ß\"]}", "null", "[]", "\"x\"");
    };
  }

  /** A property of an event: a number, a text, a truth value, a time as text, or nothing. */
  Object property() {
    return switch (choices.weighted(4, 4, 2, 2, 2, 1)) {
      case 0 -> new java.math.BigDecimal(decimal());
      case 1 -> text();
      case 2 -> choices.chance(50);
      case 3 -> date().toString();
      case 4 -> instant().toString();
      default -> List.of(1, "a");
    };
  }
}
