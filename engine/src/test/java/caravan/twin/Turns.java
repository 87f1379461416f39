package caravan.twin;

import caravan.journey.Rate;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queue before a door.
 *
 * <p>Choices. A turn that nobody was given and that has passed is lost: the next one is now, and
 * the turns after it are counted from then. Turns of whoever is dropped are not given to others.
 * Who is removed and back before their turn has it. Full seconds are counted from the first turn.
 */
final class Turns {

  private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

  private record Ticket(Who who, Instant turn) {}

  private final @Nullable Rate rate;
  private final List<Ticket> tickets = new ArrayList<>();
  private @Nullable Instant first;
  private long number;

  Turns(@Nullable Rate rate) {
    this.rate = rate;
  }

  boolean holds(Who who) {
    return tickets.stream().anyMatch(ticket -> ticket.who.equals(who));
  }

  void add(Who who, Instant now) {
    tickets.add(new Ticket(who, rate == null ? now : nextTurn(rate, now)));
  }

  private Instant nextTurn(Rate rate, Instant now) {
    if (first == null || turn(rate, first, number).isBefore(now)) {
      first = now;
      number = 0;
    }
    return turn(rate, first, number++);
  }

  /** Takes out those whose turn has come, in the order of their turns. */
  List<Who> take(Instant now) {
    var due = new ArrayList<Who>();
    for (Iterator<Ticket> all = tickets.iterator(); all.hasNext(); ) {
      var ticket = all.next();
      if (!ticket.turn.isAfter(now)) {
        due.add(ticket.who);
        all.remove();
      }
    }
    return due;
  }

  void clear() {
    tickets.clear();
  }

  Stream<Instant> due() {
    return tickets.stream().map(Ticket::turn);
  }

  /** So many people in a time, spread evenly; where several come in a second, at the full one. */
  private static Instant turn(Rate rate, Instant first, long number) {
    var seconds = rate.per().chrono().getDuration().toSeconds();
    var micros =
        BigInteger.valueOf(seconds)
            .multiply(MICROS)
            .multiply(BigInteger.valueOf(number))
            .divide(BigInteger.valueOf(rate.people()));
    if (rate.people() <= seconds) {
      return first.plus(micros.longValueExact(), ChronoUnit.MICROS);
    }
    var full = micros.add(MICROS).subtract(BigInteger.ONE).divide(MICROS);
    return first.plusSeconds(full.longValueExact());
  }
}
