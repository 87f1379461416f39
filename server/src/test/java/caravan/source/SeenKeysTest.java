package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are known again, and no others. */
class SeenKeysTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 0x9e3779b97f4a7c15L})
  void knowsWhatASetKnows(long seed) {
    var keys = new SeenKeys(seed);
    var set = new HashSet<String>();
    var chance = new SplittableRandom(seed);
    for (var i = 0; i < 200_000; i++) {
      var key = Integer.toString(chance.nextInt(100_000), 2 + chance.nextInt(30));
      assertThat(keys.add(key)).as(key).isEqualTo(set.add(key));
    }
  }

  @Test
  void tellsNeighboursApart() {
    var keys = new SeenKeys(3);
    for (var key : new String[] {"", "a", "b", "aa", "ab", "ba", "A", " a", "a ", "\u0000", "ä"}) {
      assertThat(keys.add(key)).as(key).isTrue();
      assertThat(keys.add(key)).as(key).isFalse();
    }
    for (var i = 0; i < 1_000_000; i++) {
      if (!keys.add("%032x".formatted(i))) {
        assertThat(i).as("taken for another").isNegative();
      }
    }
  }
}
