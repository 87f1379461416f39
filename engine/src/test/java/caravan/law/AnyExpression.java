package caravan.law;

import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToOne;
import caravan.segment.Interaction;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random conditions in the segment language, as people write them, well typed for some tables. */
final class AnyExpression {

  private static final Set<String> RESERVED =
      Set.of(
          "and", "or", "not", "in", "is", "between", "where", "ever", "true", "false", "today",
          "now");

  private final Choices choices;
  private final Schema schema;
  private final Palette palette;
  private final Map<String, String> segments;
  private final Names names;
  private final boolean instants;
  private final List<String> events = new ArrayList<>();
  private final List<String> columnsAsked = new ArrayList<>();

  /** The names that interactions may carry, and the keys that rows of each table may have. */
  record Names(List<String> messages, List<String> journeys, Map<String, List<String>> keys) {}

  /** What can be compared with what. */
  private enum Kind {
    TEXT,
    NUMBER,
    TIME,
    TRUTH
  }

  /**
   * @param segments the segments that may be asked about, with their audiences
   * @param instants whether it may depend on more than the day
   */
  AnyExpression(
      Choices choices,
      Schema schema,
      Palette palette,
      Map<String, String> segments,
      Names names,
      boolean instants) {
    this.choices = choices;
    this.schema = schema;
    this.palette = palette;
    this.segments = segments;
    this.names = names;
    this.instants = instants;
  }

  String of(Table table, int depth) {
    if (depth <= 0) {
      return leaf(table, 0);
    }
    return switch (choices.weighted(6, 2, 2, 2)) {
      case 0 -> leaf(table, depth);
      case 1 -> "not " + nested(table, depth);
      case 2 -> joined(table, depth, " and ");
      default -> joined(table, depth, choices.oneOf(" or ", " OR "));
    };
  }

  /** A condition that many fulfil, until their rows change or, in so many of a hundred, by time. */
  String mostly(Table table, int byTime) {
    var columns =
        table.columns().values().stream()
            .filter(column -> !column.name().equals(table.key()))
            .toList();
    var times =
        of(table, types(Kind.TIME)).stream()
            .filter(column -> instants || column.type() == ColumnType.DATE)
            .toList();
    if (!times.isEmpty() && choices.chance(byTime)) {
      var exact = times.stream().filter(one -> one.type() == ColumnType.TIMESTAMP).toList();
      var some = !exact.isEmpty() && choices.chance(70) ? exact : times;
      return name(choices.pick(some).name())
          + (instants
              ? choices.oneOf(
                  " <= now",
                  " within last 1 day",
                  " within next 3 hours",
                  " within last 1 hour",
                  " within next 20 minutes")
              : choices.oneOf(" <= today", " within last 2 days", " within next 1 week"));
    }
    var column = choices.pick(columns).name();
    columnsAsked.add(column);
    return name(column) + choices.oneOf(" is not missing", " is missing or 1 = 1", " is missing");
  }

  /**
   * A condition on the row that a person's leads to, which may change while the person's does not.
   */
  String led(Table table) {
    var relation = choices.pick(List.copyOf(table.toOne().values()));
    var target = schema.table(relation.target());
    var column = own(target);
    if (column == null) {
      return mostly(table, 0);
    }
    return name(relation.name())
        + "."
        + name(column.name())
        + choices.oneOf(
            " is not missing",
            " is missing",
            (column.type() == ColumnType.BOOLEAN ? equality() : comparator())
                + literalFor(target, column));
  }

  /** A condition that people fulfil from an event on, some for a time only. */
  String afterAnEvent() {
    var recently =
        instants && choices.chance(40)
            ? " and happened" + choices.oneOf(" within last 1 hour", " within last 1 day")
            : "";
    var event = choices.pick(Palette.EVENTS);
    events.add(event);
    return "any(event where name = " + quote(event) + recently + ")";
  }

  /** A condition that people fulfil by what journeys did with them. */
  String afterMoves() {
    return choices.oneOf(
        "any(entered)",
        "any(sent where message = " + quote(choices.pick(names.messages())) + ")",
        "any(left where reason = 'completed')",
        "count(sent) > 1",
        "count(entered) = 1",
        "any(left)");
  }

  /** The events that such conditions ask for. */
  List<String> events() {
    return events;
  }

  /** The columns whose change changes whether somebody fulfils some condition. */
  List<String> columnsAsked() {
    return columnsAsked;
  }

  /** A condition that everybody with a row fulfils. */
  static String always(Table table) {
    return name(table.keyColumn().name()) + " is not missing";
  }

  private String joined(Table table, int depth, String word) {
    return String.join(word, choices.list(2, 3, 30, () -> nested(table, depth)));
  }

  private String nested(Table table, int depth) {
    return choices.chance(60) ? "(" + of(table, depth - 1) + ")" : leaf(table, depth - 1);
  }

  private String leaf(Table table, int depth) {
    return switch (choices.weighted(8, 2, 3, 2, 3, 2, 3, 1, 6, 3, 5)) {
      case 0 -> compare(table, depth);
      case 1 -> operand(table, anyKind(), depth) + choices.oneOf(" is missing", " is not missing");
      case 2 -> operand(table, Kind.TEXT, depth) + matching() + operand(table, Kind.TEXT, depth);
      case 3 -> between(table, depth);
      case 4 -> oneOf(table, depth);
      case 5 -> within(table, depth);
      case 6 -> anniversary(table, depth);
      case 7 -> holds(table);
      case 8 -> any(table, depth);
      case 9 -> inSegment(table, depth);
      default -> figure(table, depth);
    };
  }

  private Kind anyKind() {
    return choices.oneOf(Kind.TEXT, Kind.NUMBER, Kind.TIME);
  }

  private String matching() {
    return choices.oneOf(" ", " not ") + choices.oneOf("contains ", "starts with ", "ends with ");
  }

  private String compare(Table table, int depth) {
    var column = choices.chance(50) ? own(table) : null;
    if (column != null) {
      var comparator = column.type() == ColumnType.BOOLEAN ? equality() : comparator();
      return name(column.name()) + comparator + literalFor(table, column);
    }
    var kind = choices.oneOf(Kind.TEXT, Kind.NUMBER, Kind.TIME, Kind.TRUTH);
    if (kind == Kind.TIME && !instants) {
      return day(table) + comparator() + choices.oneOf("today", literal(ColumnType.DATE));
    }
    return operand(table, kind, depth)
        + (kind == Kind.TRUTH ? equality() : comparator())
        + operand(table, kind, depth);
  }

  private String comparator() {
    return choices.oneOf(" = ", " != ", " < ", " <= ", " > ", " >= ");
  }

  private String equality() {
    return choices.oneOf(" = ", " != ");
  }

  private String not() {
    return choices.chance(30) ? " not" : "";
  }

  private String between(Table table, int depth) {
    var kind = anyKind();
    return operand(table, kind, depth)
        + not()
        + " between "
        + operand(table, kind, depth)
        + " and "
        + operand(table, kind, depth);
  }

  private String oneOf(Table table, int depth) {
    var kind = choices.oneOf(Kind.TEXT, Kind.NUMBER, Kind.TIME, Kind.TRUTH);
    var literals = choices.list(1, 3, 50, () -> literal(kind));
    return operand(table, kind, depth) + not() + " in (" + String.join(", ", literals) + ")";
  }

  private String within(Table table, int depth) {
    var direction = choices.oneOf(" within last ", " within next ");
    return (instants ? operand(table, Kind.TIME, depth) : day(table))
        + not()
        + direction
        + duration();
  }

  private String anniversary(Table table, int depth) {
    return "anniversary of "
        + (instants ? operand(table, Kind.TIME, depth) : day(table))
        + (choices.chance(60) ? " within next " + duration() : " is today");
  }

  /** A number of days for the day's sake, or a date column. */
  private String day(Table table) {
    var column = column(table, List.of(ColumnType.DATE));
    return column == null ? choices.oneOf("today", literal(ColumnType.DATE)) : column;
  }

  private String duration() {
    var amount = choices.pick(List.of(1, 2, 3, 0, 7, 24, 30));
    var unit =
        instants
            ? choices.oneOf("days", "hours", "minutes", "weeks", "months", "years", "day")
            : choices.oneOf("days", "weeks", "months", "years");
    return amount + " " + unit;
  }

  private String holds(Table table) {
    var column = column(table, List.of(ColumnType.BOOLEAN));
    return column == null ? compareFirst(table) : column;
  }

  private String compareFirst(Table table) {
    var column = table.columns().values().iterator().next();
    return name(column.name()) + " is missing";
  }

  private String any(Table table, int depth) {
    var relation = relation(table);
    return relation == null || depth <= 0
        ? compare(table, 0)
        : "any(" + relation.text("") + where(relation, depth) + ")";
  }

  /** A sum or an average of related rows, compared with a value that some of them may well have. */
  String figure(Table table, int depth) {
    var relations =
        table.toMany().values().stream()
            .map(many -> new Many(many.name(), false, schema.table(many.table())))
            .filter(many -> !of(many.rows(), types(Kind.NUMBER)).isEmpty())
            .toList();
    if (relations.isEmpty()) {
      return compare(table, depth);
    }
    var relation = choices.pick(relations);
    var column = choices.pick(of(relation.rows(), types(Kind.NUMBER)));
    return choices.oneOf("avg", "sum")
        + "("
        + relation.text(name(column.name()))
        + (depth > 0 && choices.chance(20) ? " where " + of(relation.rows(), depth - 1) : "")
        + ")"
        + (choices.chance(50) ? comparator() : choices.oneOf(" = ", " >= ", " <= "))
        + (choices.chance(15) ? "0" : literal(column.type()));
  }

  private String inSegment(Table table, int depth) {
    var known =
        segments.entrySet().stream()
            .filter(segment -> segment.getValue().equals(table.name()))
            .map(Map.Entry::getKey)
            .toList();
    return known.isEmpty()
        ? compare(table, depth)
        : (choices.chance(30) ? "not " : "") + "in segment " + quote(choices.pick(known));
  }

  /** A way to many rows. */
  private record Many(String name, boolean ever, Table rows) {
    String text(String column) {
      return (ever ? "ever " : "")
          + AnyExpression.name(name)
          + (column.isEmpty() ? "" : "." + column);
    }
  }

  private @Nullable Many relation(Table table) {
    var rows = List.copyOf(table.toMany().values());
    if (!rows.isEmpty() && (!table.audience() || choices.chance(60))) {
      var many = choices.pick(rows);
      return new Many(many.name(), false, schema.table(many.table()));
    }
    if (!table.audience()) {
      return null;
    }
    var interaction =
        choices.oneOf(
            Interaction.EVENT,
            Interaction.SENT,
            Interaction.OPENED,
            Interaction.CLICKED,
            Interaction.ENTERED,
            Interaction.LEFT,
            Interaction.DELIVERED,
            Interaction.BOUNCED,
            Interaction.UNSUBSCRIBED);
    return new Many(interaction.label(), choices.chance(25), interaction.table());
  }

  private String where(Many relation, int depth) {
    return choices.chance(65) ? " where " + of(relation.rows(), depth - 1) : "";
  }

  /** A value of a kind. */
  private String operand(Table table, Kind kind, int depth) {
    if (table.equals(Interaction.EVENT.table()) && choices.chance(50)) {
      return "properties." + name(choices.pick(Palette.PROPERTIES));
    }
    var made =
        switch (choices.weighted(6, 5, 2)) {
          case 0 -> column(table, types(kind));
          case 1 -> depth > 0 ? aggregate(table, kind, depth) : null;
          default -> null;
        };
    return made == null ? literalOrTime(kind) : made;
  }

  private static List<ColumnType> types(Kind kind) {
    return switch (kind) {
      case TEXT -> List.of(ColumnType.TEXT);
      case NUMBER -> List.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.NUMBER);
      case TIME -> List.of(ColumnType.DATE, ColumnType.TIMESTAMP);
      case TRUTH -> List.of(ColumnType.BOOLEAN);
    };
  }

  private @Nullable String aggregate(Table table, Kind kind, int depth) {
    var relation = relation(table);
    if (relation == null || kind == Kind.TRUTH) {
      return null;
    }
    if (kind == Kind.NUMBER && choices.chance(50)) {
      return "count(" + relation.text("") + where(relation, depth) + ")";
    }
    var function =
        kind == Kind.NUMBER
            ? choices.oneOf("sum", "avg", "min", "max")
            : choices.oneOf("min", "max");
    var isEvent = relation.rows().equals(Interaction.EVENT.table());
    var column =
        isEvent && choices.chance(60)
            ? "properties." + name(choices.pick(Palette.PROPERTIES))
            : column(relation.rows(), types(kind));
    return column == null
        ? null
        : function + "(" + relation.text(column) + where(relation, depth) + ")";
  }

  /** A column of the row, or of a row that it leads to. */
  private @Nullable String column(Table table, List<ColumnType> types) {
    if (!table.toOne().isEmpty() && choices.chance(30)) {
      var relation = choices.pick(List.copyOf(table.toOne().values()));
      var there = of(schema.table(relation.target()), types);
      if (!there.isEmpty()) {
        return name(relation.name()) + "." + name(choices.pick(there).name());
      }
    }
    var here = of(table, types);
    return here.isEmpty() ? null : name(choices.pick(here).name());
  }

  private static List<Column> of(Table table, List<ColumnType> types) {
    return table.columns().values().stream()
        .filter(column -> types.contains(column.type()))
        .toList();
  }

  private @Nullable Column own(Table table) {
    var columns =
        table.columns().values().stream()
            .filter(column -> column.type() != ColumnType.JSON)
            .toList();
    return columns.isEmpty() ? null : choices.pick(columns);
  }

  private String literalOrTime(Kind kind) {
    if (kind == Kind.TIME && choices.chance(40)) {
      return instants
          ? choices.oneOf("today", "now", duration() + " ago", duration() + " from now")
          : "today";
    }
    return literal(kind);
  }

  private String literal(Kind kind) {
    return literal(choices.pick(types(kind)));
  }

  /** A value that a column may well have. */
  private String literalFor(Table table, Column column) {
    var pool =
        Interaction.of(table.name()).isEmpty()
            ? List.<String>of()
            : switch (column.name()) {
              case "message" -> names.messages();
              case "journey" -> names.journeys();
              case "reason" -> List.of("completed", "exit-segment", "removed", "EXIT-EVENT");
              case "name" -> Palette.EVENTS;
              case "link" -> Palette.LINKS;
              case "channel" -> List.of("email", "sms");
              default -> List.<String>of();
            };
    if (table.holdsKey(column.name()) && column.type() == ColumnType.TEXT) {
      pool = names.keys().getOrDefault(keyed(table, column), pool);
    }
    if (pool.isEmpty()) {
      return literal(column.type());
    }
    var text = choices.pick(pool);
    return quote(choices.chance(15) ? text.toUpperCase(Locale.ROOT) : text);
  }

  /** The table whose keys are in a column. */
  private static String keyed(Table table, Column column) {
    return table.toOne().values().stream()
        .filter(relation -> relation.column().equals(column.name()))
        .map(ToOne::target)
        .findFirst()
        .orElse(table.name());
  }

  private String literal(ColumnType type) {
    return switch (type) {
      case TEXT, JSON -> quote(palette.text());
      case INTEGER -> palette.integer();
      case DECIMAL -> palette.decimal();
      case NUMBER ->
          new BigDecimal(palette.number()).setScale(9, RoundingMode.HALF_UP).toPlainString();
      case BOOLEAN -> choices.oneOf("true", "false");
      case DATE -> "date " + quote(palette.date().toString());
      case TIMESTAMP ->
          instants && choices.chance(70)
              ? "timestamp " + quote(palette.instant().toString())
              : "date " + quote(palette.date().toString());
    };
  }

  static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String name) {
    var isPlain =
        name.matches("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*")
            && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    return isPlain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
