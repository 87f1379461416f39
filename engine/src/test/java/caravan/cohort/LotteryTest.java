package caravan.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lottery is fair, fixed for a seed, and cuts into parts that are disjoint and complete. */
class LotteryTest {

  static LongStream seeds() {
    return LongStream.range(0, Boolean.getBoolean("caravan.long") ? 1_000 : 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rangesCutIntoDisjointPartsThatAreEverybody(long seed) {
    var random = new Random(seed);
    var among = Cohort.of(Shapes.any(random).stream().toArray());
    var cuts = new ArrayList<Double>();
    cuts.add(0.0);
    for (var i = random.nextInt(8); i > 0; i--) {
      cuts.add(random.nextBoolean() ? random.nextDouble() : random.nextInt(101) / 100.0);
    }
    cuts.add(1.0);
    cuts.sort(null);
    var everybody = Cohort.EMPTY;
    var sum = 0L;
    for (var i = 1; i < cuts.size(); i++) {
      var part = Lottery.draw(among, seed * 31, cuts.get(i - 1), cuts.get(i));
      assertThat(part.intersects(everybody)).as("part %d of %s", i, cuts).isFalse();
      everybody = everybody.union(part);
      sum += part.size();
    }
    assertThat(everybody).isEqualTo(among);
    assertThat(sum).isEqualTo(among.size());
  }

  /**
   * Whether somebody is drawn depends on them alone, so that a split stays the same as people come
   * and go.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void othersDoNotMatter(long seed) {
    var random = new Random(seed);
    var among = Cohort.of(Shapes.any(random).stream().toArray());
    var others = Cohort.of(Shapes.any(random).stream().toArray());
    var from = random.nextDouble() / 2;
    var to = from + random.nextDouble() / 2;
    var drawn = Lottery.draw(among, seed, from, to);
    assertThat(among.containsAll(drawn)).isTrue();
    assertThat(Lottery.draw(among, seed, from, to)).isEqualTo(drawn);
    assertThat(Lottery.draw(among.union(others), seed, from, to).intersect(among)).isEqualTo(drawn);
    assertThat(Lottery.draw(among.intersect(others), seed, from, to))
        .isEqualTo(drawn.intersect(others));
  }

  /** Within seven standard deviations of what is fair, whichever seed, range and neighbourhood. */
  @ParameterizedTest
  @MethodSource("seeds")
  void sharesAreFair(long seed) {
    var random = new Random(seed);
    var size = 200_000;
    var first = random.nextInt(1_000_000);
    var from = random.nextInt(100) / 100.0;
    var to = from + (1 - from) * random.nextDouble();
    var step = new int[] {1, 2, 64, 100}[random.nextInt(4)];
    var builder = new Cohort.Builder();
    for (var i = 0; i < size; i++) {
      builder.add(first + i * step);
    }
    var drawn = Lottery.draw(builder.build(), seed, from, to).size();
    within(drawn, size, to - from);
  }

  /** Two splits of the same people have nothing to do with each other, nor have neighbours. */
  @ParameterizedTest
  @MethodSource("seeds")
  void lotsOfDifferentSeedsAndNeighboursAreIndependent(long seed) {
    var size = 300_000;
    var everybody = Cohort.range(0, size);
    var half = Lottery.draw(everybody, seed, 0, 0.5);
    within(half.intersect(Lottery.draw(everybody, seed + 1, 0, 0.5)).size(), size, 0.25);
    for (var distance : new int[] {1, 7, 64, 640}) {
      var shifted = new Cohort.Builder();
      half.forEach(ordinal -> shifted.add(ordinal + distance));
      within(half.intersect(shifted.build()).size(), size, 0.25);
    }
  }

  /** A fixed draw: people who were split yesterday are split alike by tomorrow's version. */
  @Test
  void staysAsItWas() {
    assertThat(Lottery.draw(Cohort.range(0, 40), 42, 0, 0.25).toArray())
        .containsExactly(1, 3, 5, 9, 13, 16, 24, 25, 27, 29, 31, 33, 35);
  }

  @Test
  void emptyRangesDrawNobodyAndFullOnesEverybody() {
    var among = Cohort.range(100, 5_000);
    assertThat(Lottery.draw(among, 1, 0.3, 0.3).isEmpty()).isTrue();
    assertThat(Lottery.draw(among, 1, 0.5, 0.3).isEmpty()).isTrue();
    assertThat(Lottery.draw(among, 1, 0, 1)).isEqualTo(among);
    assertThat(Lottery.draw(among, 1, 0, 1.5)).isEqualTo(among);
    assertThat(Lottery.draw(Cohort.EMPTY, 1, 0, 1).isEmpty()).isTrue();
  }

  private static void within(long found, long of, double share) {
    var deviation = Math.sqrt(of * share * (1 - share));
    assertThat((double) found)
        .isBetween(of * share - 7 * deviation - 1, of * share + 7 * deviation + 1);
  }
}
