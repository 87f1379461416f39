package caravan.journey;

import caravan.segment.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many people may enter in a time, spread evenly: {@code 10000 per hour}.
 *
 * @param per a fixed length; a day has 24 hours here
 */
public record Rate(long people, TimeUnit per) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s+per\\s+([A-Za-z]+)");
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public static Optional<Rate> parse(String text) {
    var match = TEXT.matcher(text.strip());
    if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
      return Optional.empty();
    }
    return TimeUnit.of(match.group(2)).map(unit -> new Rate(Long.parseLong(match.group(1)), unit));
  }

  private Duration period() {
    return per.chrono().getDuration();
  }

  /**
   * When the turn of a number (from 0) comes, counted from the first; whole seconds where several
   * fall into one.
   */
  public Instant turn(Instant first, long number) {
    var nanos =
        java.math.BigInteger.valueOf(period().toSeconds())
            .multiply(java.math.BigInteger.valueOf(NANOS_PER_SECOND))
            .multiply(java.math.BigInteger.valueOf(number))
            .divide(java.math.BigInteger.valueOf(people));
    var parts = nanos.divideAndRemainder(java.math.BigInteger.valueOf(NANOS_PER_SECOND));
    var exact =
        first
            .plusSeconds(parts[0].longValueExact())
            .plusNanos(parts[1].longValueExact() / 1000 * 1000);
    if (people <= period().toSeconds()) {
      return exact;
    }
    var fraction = Duration.between(first, exact).toNanosPart();
    return fraction == 0 ? exact : exact.plusNanos(NANOS_PER_SECOND - fraction);
  }

  @Override
  public String toString() {
    var unit = per.label();
    return people + " per " + unit.substring(0, unit.length() - 1);
  }
}
