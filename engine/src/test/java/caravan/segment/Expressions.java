package caravan.segment;

import caravan.profile.Column;
import caravan.profile.Table;
import caravan.segment.Expression.Comparison;
import caravan.segment.Operand.Literal;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random expressions that are well typed, of every kind there is, about the tables of {@link
 * Language}.
 */
final class Expressions {

  private static final List<ColumnType> COMPARED =
      Stream.of(ColumnType.values()).filter(type -> type != ColumnType.JSON).toList();

  private static final List<String> PIECES =
      List.of(
          "a", "Z", "'", "''", "\"", " ", "\n", "\t", "ß", "İ", "ſ", "日本", "😀", "\u00a0", "%", "_",
          "\\", "(", "and", "--", "é");

  private final Random random;

  Expressions(Random random) {
    this.random = random;
  }

  Expression expression(Table table, int depth) {
    if (depth <= 0) {
      return leaf(table, 0);
    }
    return switch (random.nextInt(6)) {
      case 0 -> new Expression.And(parts(table, depth));
      case 1 -> new Expression.Or(parts(table, depth));
      case 2 -> new Expression.Not(expression(table, depth - 1));
      default -> leaf(table, depth);
    };
  }

  private List<Expression> parts(Table table, int depth) {
    var parts = new ArrayList<Expression>();
    for (var i = 2 + random.nextInt(3); i > 0; i--) {
      parts.add(expression(table, depth - 1));
    }
    return parts;
  }

  private Expression leaf(Table table, int depth) {
    return switch (random.nextInt(11)) {
      case 0, 1 -> compare(table, depth);
      case 2 -> between(table, depth);
      case 3 -> oneOf(table, depth);
      case 4 ->
          new Expression.TextMatch(
              operand(table, ColumnType.TEXT, depth),
              pick(Expression.Match.values()),
              random.nextBoolean()
                  ? literal(ColumnType.TEXT)
                  : operand(table, ColumnType.TEXT, depth));
      case 5 -> missing(table, depth);
      case 6 ->
          new Expression.Within(
              timeAsIn(table, depth, ColumnType.TIMESTAMP), random.nextBoolean(), span());
      case 7 ->
          new Expression.Anniversary(
              timeAsIn(table, depth, ColumnType.DATE), random.nextBoolean() ? null : span());
      case 8 -> inSegment(table, depth);
      case 9 -> any(table, depth);
      default -> holds(table, depth);
    };
  }

  private Expression compare(Table table, int depth) {
    var type = pick(COMPARED);
    var comparison = type == ColumnType.BOOLEAN ? Comparison.EQUAL : pick(Comparison.values());
    var one = operand(table, type, depth);
    var other = operand(table, random.nextInt(3) == 0 ? akin(type) : type, depth);
    if (isUntyped(one) || isUntyped(other)) {
      // a property takes the other's type: only what it then has can be said of it
      other =
          literal(
              type == ColumnType.INTEGER || type == ColumnType.NUMBER ? ColumnType.DECIMAL : type);
      one = operandOf(one, other.type());
    }
    return random.nextBoolean()
        ? new Expression.Compare(one, comparison, other)
        : new Expression.Compare(other, comparison, one);
  }

  private Expression between(Table table, int depth) {
    var type =
        pick(
            List.of(
                ColumnType.TEXT,
                ColumnType.INTEGER,
                ColumnType.DECIMAL,
                ColumnType.DATE,
                ColumnType.TIMESTAMP));
    var low = literal(type);
    var value = operandOf(operand(table, type, depth), type);
    return new Expression.Between(
        value,
        low,
        isUntyped(value)
            ? literal(type)
            : operandOf(operand(table, akin(type), depth), value.type()));
  }

  private Expression oneOf(Table table, int depth) {
    var type = pick(COMPARED);
    var options = new ArrayList<Literal>();
    for (var i = 1 + random.nextInt(3); i > 0; i--) {
      options.add(literal(options.isEmpty() ? type : akin(type)));
    }
    return new Expression.OneOf(
        operandOf(operand(table, type, depth), options.getFirst().type()), options);
  }

  private Expression missing(Table table, int depth) {
    var type = pick(ColumnType.values());
    var operand = type == ColumnType.JSON ? column(table, type) : operand(table, type, depth);
    if (operand == null) {
      return missing(table, depth);
    }
    return new Expression.Missing(operandOf(operand, ColumnType.TEXT));
  }

  private Operand timeAsIn(Table table, int depth, ColumnType ofProperties) {
    return operandOf(
        operand(table, random.nextBoolean() ? ColumnType.DATE : ColumnType.TIMESTAMP, depth),
        ofProperties);
  }

  private Expression inSegment(Table table, int depth) {
    var names =
        Language.AUDIENCES.keySet().stream()
            .filter(name -> table.name().equals(Language.AUDIENCES.get(name)))
            .sorted()
            .toList();
    return names.isEmpty() ? leaf(table, depth) : new Expression.InSegment(pick(names));
  }

  private Expression any(Table table, int depth) {
    var relation = relation(table);
    return relation == null
        ? leaf(table, depth)
        : new Expression.Any(relation, where(relation, depth));
  }

  private Expression holds(Table table, int depth) {
    var column = column(table, ColumnType.BOOLEAN);
    return column == null ? leaf(table, depth) : new Expression.Holds(column);
  }

  /** A type that compares with another. */
  private ColumnType akin(ColumnType type) {
    if (type.isNumeric()) {
      return pick(List.of(ColumnType.INTEGER, ColumnType.DECIMAL));
    }
    return type.isTime() ? pick(List.of(ColumnType.DATE, ColumnType.TIMESTAMP)) : type;
  }

  /** A value of a type; where the table has none, a literal. */
  private Operand operand(Table table, ColumnType type, int depth) {
    var choice = random.nextInt(8);
    if (table.equals(Interaction.EVENT.table()) && choice < 3) {
      return new Operand.Property(random.nextInt(3) == 0 ? text() + "x" : "amount", property(type));
    }
    if (choice == 3 && depth > 0) {
      var made = aggregate(table, type, depth);
      if (made != null) {
        return made;
      }
    }
    if (choice == 4 && type == ColumnType.DATE) {
      return new Operand.Today();
    }
    if (choice == 4 && type == ColumnType.TIMESTAMP) {
      return random.nextBoolean()
          ? new Operand.Now()
          : new Operand.Shifted(random.nextBoolean() ? span() : back());
    }
    var column = choice == 5 ? null : column(table, type);
    return column == null ? literal(type) : column;
  }

  private static ColumnType property(ColumnType type) {
    return type == ColumnType.INTEGER || type == ColumnType.NUMBER ? ColumnType.DECIMAL : type;
  }

  private @Nullable Operand aggregate(Table table, ColumnType type, int depth) {
    var relation = relation(table);
    if (relation == null) {
      return null;
    }
    if (type == ColumnType.INTEGER && random.nextBoolean()) {
      return new Operand.Count(relation, where(relation, depth));
    }
    var function = pick(Operand.Function.values());
    var of = table(relation);
    var adds = function == Operand.Function.SUM || function == Operand.Function.AVG;
    if (adds && !type.isNumeric() || type == ColumnType.BOOLEAN) {
      return null;
    }
    var columns =
        Stream.of(ColumnType.values())
            .filter(each -> adds ? each.isNumeric() : each == type)
            .map(each -> column(of, each))
            .filter(java.util.Objects::nonNull)
            .toList();
    if (columns.isEmpty()) {
      if (!relation.name().equals("event")) {
        return null;
      }
      return new Operand.Aggregate(
          function,
          relation,
          new Operand.Property("amount", adds ? ColumnType.DECIMAL : property(type)),
          where(relation, depth));
    }
    var made = new Operand.Aggregate(function, relation, pick(columns), where(relation, depth));
    return made.type() == type ? made : null;
  }

  private @Nullable Expression where(Relation relation, int depth) {
    return random.nextInt(3) == 0 ? null : expression(table(relation), depth - 1);
  }

  private static Table table(Relation relation) {
    return switch (relation) {
      case Relation.Rows(var rows) -> Language.SCHEMA.table(rows.table());
      case Relation.Happened(var interaction, _) -> interaction.table();
    };
  }

  private @Nullable Relation relation(Table table) {
    var rows = List.copyOf(table.toMany().values());
    if (!rows.isEmpty() && (!table.audience() || random.nextBoolean())) {
      return new Relation.Rows(pick(rows));
    }
    return table.audience()
        ? new Relation.Happened(pick(Interaction.values()), random.nextBoolean())
        : null;
  }

  /** A column of the row, or of a row that it leads to. */
  private @Nullable Operand column(Table table, ColumnType type) {
    if (random.nextInt(4) == 0 && !table.toOne().isEmpty()) {
      var relation = pick(List.copyOf(table.toOne().values()));
      var column =
          pickColumn(Language.SCHEMA.table(relation.target()), each -> each.type() == type);
      if (column != null) {
        return new Operand.Joined(relation, column);
      }
    }
    var column = pickColumn(table, each -> each.type() == type);
    return column == null ? null : new Operand.Own(column);
  }

  private @Nullable Column pickColumn(Table table, Predicate<Column> fits) {
    var columns = table.columns().values().stream().filter(fits).toList();
    return columns.isEmpty() ? null : pick(columns);
  }

  /** Whether a value's type is what it is compared with. */
  private static boolean isUntyped(Operand operand) {
    return operand instanceof Operand.Property
        || operand instanceof Operand.Aggregate(var function, _, var column, _)
            && column instanceof Operand.Property
            && (function == Operand.Function.MIN || function == Operand.Function.MAX);
  }

  private static Operand operandOf(Operand operand, ColumnType type) {
    return isUntyped(operand) ? Operands.fit(operand, type) : operand;
  }

  private Literal literal(ColumnType type) {
    return switch (type) {
      case TEXT, JSON -> new Literal(text(), ColumnType.TEXT);
      case INTEGER ->
          new Literal(
              random.nextInt(4) == 0 ? random.nextLong() | 1 : random.nextInt(20) - 10,
              ColumnType.INTEGER);
      case DECIMAL, NUMBER -> decimal();
      case BOOLEAN -> new Literal(random.nextBoolean(), ColumnType.BOOLEAN);
      case DATE ->
          new Literal(LocalDate.ofEpochDay(random.nextInt(3_600_000) - 710_000), ColumnType.DATE);
      case TIMESTAMP ->
          new Literal(
              Instant.ofEpochSecond(random.nextLong(300_000_000_000L) - 60_000_000_000L)
                  .plus(random.nextBoolean() ? 0 : random.nextInt(1_000_000), ChronoUnit.MICROS),
              ColumnType.TIMESTAMP);
    };
  }

  /**
   * As numbers are read, a whole one is an integer where it fits: this one is not whole, or too
   * large.
   */
  private Literal decimal() {
    if (random.nextInt(4) == 0) {
      return Literal.number(new BigDecimal(new BigInteger(93, random)));
    }
    return Literal.number(
        new BigDecimal(
            BigInteger.valueOf(random.nextInt(2_000_000) - 1_000_000), random.nextInt(9)));
  }

  private String text() {
    var text = new StringBuilder();
    for (var i = random.nextInt(4); i > 0; i--) {
      text.append(pick(PIECES));
    }
    return text.toString();
  }

  private Span span() {
    var unit = pick(TimeUnit.values());
    var longest = Span.MAX_AMOUNT / unit.chrono().getDuration().toMinutes();
    return new Span(
        random.nextInt(3) == 0 ? random.nextLong(longest + 1) : random.nextInt(3), unit);
  }

  private Span back() {
    var span = span();
    return new Span(-span.amount(), span.unit());
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> T pick(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
