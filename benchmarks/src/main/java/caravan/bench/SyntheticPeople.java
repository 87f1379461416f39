package caravan.bench;

import caravan.cohort.Cohort;
import caravan.journey.Audiences;
import caravan.journey.Move;
import caravan.segment.Expression;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * People who are nothing but bits: the cohorts of workload J, drawn with the shares that it names
 * and no rows behind them. Each bit is drawn for itself, so there are no runs to compress.
 */
record SyntheticPeople(
    Cohort everybody, Cohort germans, Cohort excluded, Cohort vips, Cohort suppressed) {

  private static final int PRECISION = 16;

  static SyntheticPeople draw(int people) {
    var everybody = Cohort.range(0, people);
    var random = new SplittableRandom(Customers.SEED);
    return new SyntheticPeople(
        everybody,
        draw(everybody, 0.2, random),
        draw(everybody, 0.1, random),
        draw(everybody, 0.3, random),
        draw(everybody, 0.05, random));
  }

  private static Cohort draw(Cohort everybody, double share, SplittableRandom random) {
    var words = new long[everybody.last() / Long.SIZE + 1];
    var binary = Math.round(share * (1 << PRECISION));
    for (var word = 0; word < words.length; word++) {
      words[word] = draw(binary, random);
    }
    return Cohort.ofWords(words).intersect(everybody);
  }

  /** A word each bit of which is set with a probability, given as a binary fraction. */
  private static long draw(long probability, SplittableRandom random) {
    var bits = 0L;
    for (var digit = 0; digit < PRECISION; digit++) {
      var coins = random.nextLong();
      bits = (probability >> digit & 1) == 1 ? bits | coins : bits & coins;
    }
    return bits;
  }

  /** Where the journey has to bring them. */
  Contender.Outcome outcome() {
    var entered = everybody.minus(excluded);
    return new Contender.Outcome(
        excluded, entered.intersect(suppressed), entered.minus(suppressed));
  }

  /** What the journey sees of them at an instant. */
  Audiences at(Instant now) {
    return new View(this, now);
  }

  private record View(SyntheticPeople people, Instant now) implements Unhindered {

    @Override
    public Cohort existing() {
      return people.everybody();
    }

    @Override
    public Cohort members(String segment) {
      return switch (segment) {
        case "Everybody" -> people.everybody();
        case "Excluded" -> people.excluded();
        case "VIP" -> people.vips();
        case "Suppressed" ->
            now.isBefore(Contender.SUPPRESSION) ? Cohort.EMPTY : people.suppressed();
        default -> throw new IllegalArgumentException(segment);
      };
    }

    /** The journey asks for one segment, and for one country. */
    @Override
    public Cohort matching(Expression condition, long run, Cohort among, List<Move> soFar) {
      return condition instanceof Expression.InSegment(var segment)
          ? members(segment).intersect(among)
          : people.germans().intersect(among);
    }
  }
}
