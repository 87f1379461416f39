package caravan.segment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When a question is asked, and in which zone its days begin.
 *
 * @param now the instant, to the microsecond
 */
public record Moment(Instant now, ZoneId zone) {

  public LocalDate today() {
    return dateOf(now);
  }

  public LocalDate dateOf(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  /** The first instant of a day. */
  public Instant startOf(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  /** The instant a span away from now. */
  public Instant shifted(Span span) {
    return span.after(now, zone);
  }
}
