package caravan.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counting everybody at once gives what counting them one by one gives. */
class TallyTest {

  static LongStream seeds() {
    return LongStream.range(0, Boolean.getBoolean("caravan.long") ? 1_000 : 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countsAsAMapDoes(long seed) {
    var random = new Random(seed);
    var tally = new Tally();
    var counts = new HashMap<Integer, Long>();
    for (var cohorts = random.nextInt(random.nextBoolean() ? 6 : 80); cohorts > 0; cohorts--) {
      var builder = new Cohort.Builder();
      for (var people = random.nextInt(300); people > 0; people--) {
        builder.add(random.nextInt(random.nextBoolean() ? 50 : 200_000));
      }
      var cohort = builder.build();
      tally.add(cohort);
      cohort.forEach(ordinal -> counts.merge(ordinal, 1L, Long::sum));
    }
    var expected = new TreeMap<Long, Cohort>();
    counts.forEach((ordinal, count) -> expected.merge(count, Cohort.of(ordinal), Cohort::union));
    assertThat(tally.counts()).isEqualTo(expected);
  }

  @Test
  void nobodyIsCountedBeforeAnybodyCame() {
    var tally = new Tally();
    assertThat(tally.counts()).isEmpty();
    tally.add(Cohort.EMPTY);
    assertThat(tally.counts()).isEmpty();
  }

  @Test
  void countsPastPowersOfTwo() {
    var tally = new Tally();
    for (var i = 1; i <= 1_025; i++) {
      tally.add(i <= 3 ? Cohort.of(7, 8) : Cohort.of(7));
      if (i == 3 || i == 4 || i == 1_023 || i == 1_024) {
        assertThat(tally.counts().keySet())
            .isEqualTo(i <= 3 ? java.util.Set.of(3L) : java.util.Set.of(3L, (long) i));
      }
    }
    assertThat(tally.counts()).isEqualTo(java.util.Map.of(3L, Cohort.of(8), 1_025L, Cohort.of(7)));
  }

  /** Asking in between changes nothing. */
  @Test
  void goesOnCountingAfterItWasAsked() {
    var tally = new Tally();
    tally.add(Cohort.of(1, 2));
    assertThat(tally.counts()).isEqualTo(java.util.Map.of(1L, Cohort.of(1, 2)));
    assertThat(tally.counts()).isEqualTo(java.util.Map.of(1L, Cohort.of(1, 2)));
    tally.add(Cohort.of(2));
    assertThat(tally.counts()).isEqualTo(java.util.Map.of(1L, Cohort.of(1), 2L, Cohort.of(2)));
  }
}
