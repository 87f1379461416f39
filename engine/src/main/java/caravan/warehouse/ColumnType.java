package caravan.warehouse;

import java.util.Locale;
import java.util.Optional;

/** The type of a column's values. */
public enum ColumnType {
  /** Unicode text. */
  TEXT,
  /** 64 bit. */
  INTEGER,
  /** 18 digits, 6 of them after the point; exact. */
  DECIMAL,
  /** Double precision. */
  NUMBER,
  BOOLEAN,
  /** A day of the calendar. */
  DATE,
  /** An instant, in UTC, to the microsecond. */
  TIMESTAMP,
  /** Any JSON value. */
  JSON;

  /** The name that stands in files and is shown to people: {@code text}, {@code integer} … */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ColumnType> of(String label) {
    for (var type : values()) {
      if (type.label().equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  public boolean isNumeric() {
    return this == INTEGER || this == DECIMAL || this == NUMBER;
  }

  public boolean isTime() {
    return this == DATE || this == TIMESTAMP;
  }
}
