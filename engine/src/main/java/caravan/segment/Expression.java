package caravan.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a row: true or false, never unknown. A comparison with a missing value is false;
 * {@link Not} is exactly the complement.
 */
public sealed interface Expression {

  record And(List<Expression> parts) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(List<Expression> parts) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Expression inner) implements Expression {}

  record Compare(Operand left, Comparison comparison, Operand right) implements Expression {}

  /** At least {@code low} and at most {@code high}. */
  record Between(Operand value, Operand low, Operand high) implements Expression {}

  record OneOf(Operand value, List<Operand.Literal> options) implements Expression {
    public OneOf {
      options = List.copyOf(options);
    }
  }

  record TextMatch(Operand value, Match match, Operand text) implements Expression {}

  record Missing(Operand value) implements Expression {}

  /** In (now − span, now], or in (now, now + span] where {@code next}. */
  record Within(Operand value, boolean next, Span span) implements Expression {}

  /** Its day comes round today, or, with a span, within that from tomorrow on. */
  record Anniversary(Operand value, @Nullable Span next) implements Expression {}

  record InSegment(String segment) implements Expression {}

  /** At least one related row fulfils the condition. */
  record Any(Relation relation, @Nullable Expression where) implements Expression {}

  /** A boolean column that is true. */
  record Holds(Operand column) implements Expression {}

  /** How two values are compared; "not equal" is {@link Not} of {@link #EQUAL}. */
  enum Comparison {
    EQUAL("="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    /** The same comparison with its sides exchanged. */
    public Comparison mirrored() {
      return switch (this) {
        case EQUAL -> EQUAL;
        case LESS -> GREATER;
        case AT_MOST -> AT_LEAST;
        case GREATER -> LESS;
        case AT_LEAST -> AT_MOST;
      };
    }
  }

  /** Where in a text another one must be found. */
  enum Match {
    CONTAINS("contains"),
    STARTS("starts with"),
    ENDS("ends with");

    private final String words;

    Match(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
