package caravan.segment;

import caravan.profile.Column;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A value in an expression. Types are resolved and checked: the tree holds no names that do not
 * exist.
 */
public sealed interface Operand {

  ColumnType type();

  /** A column of the row in question. */
  record Own(Column column) implements Operand {
    @Override
    public ColumnType type() {
      return column.type();
    }
  }

  /** A column of the one row that a relation leads to. */
  record Joined(ToOne relation, Column column) implements Operand {
    @Override
    public ColumnType type() {
      return column.type();
    }
  }

  /** A property of an event, read as the type of what it is compared with. */
  record Property(String name, ColumnType type) implements Operand {}

  /**
   * A fixed value, in the Java form of its type; whole numbers are INTEGER where they fit, others
   * DECIMAL.
   */
  record Literal(Object value, ColumnType type) implements Operand {
    static Literal number(BigDecimal value) {
      var whole = value.stripTrailingZeros();
      if (whole.scale() <= 0 && whole.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return new Literal(whole.longValueExact(), ColumnType.INTEGER);
      }
      return new Literal(whole, ColumnType.DECIMAL);
    }
  }

  /** The date now, in the workspace's zone. */
  record Today() implements Operand {
    @Override
    public ColumnType type() {
      return ColumnType.DATE;
    }
  }

  /** The instant now. */
  record Now() implements Operand {
    @Override
    public ColumnType type() {
      return ColumnType.TIMESTAMP;
    }
  }

  /** An instant before now (negative) or after it. */
  record Shifted(Span span) implements Operand {
    @Override
    public ColumnType type() {
      return ColumnType.TIMESTAMP;
    }
  }

  /** How many related rows there are that fulfil a condition; 0 where there are none. */
  record Count(Relation relation, @Nullable Expression where) implements Operand {
    @Override
    public ColumnType type() {
      return ColumnType.INTEGER;
    }
  }

  /**
   * A value made of a column of the related rows that fulfil a condition; all but a sum are missing
   * without rows.
   */
  record Aggregate(Function function, Relation relation, Operand column, @Nullable Expression where)
      implements Operand {
    @Override
    public ColumnType type() {
      return switch (function) {
        case SUM -> column.type() == ColumnType.INTEGER ? ColumnType.INTEGER : ColumnType.DECIMAL;
        case AVG -> ColumnType.DECIMAL;
        case MIN, MAX -> column.type();
      };
    }
  }

  /** How an aggregate makes one value of many. */
  enum Function {
    SUM,
    AVG,
    MIN,
    MAX
  }
}
