package caravan.bench;

import caravan.cohort.Cohort;
import java.util.BitSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A cohort made of what a database answers: a string of bits, or ordinals in order; beside it the
 * JDK's set of bits.
 */
@State(Scope.Benchmark)
public class CohortMaking {

  @Param Shape shape = Shape.RUNS;

  @Param("10000000")
  int people;

  private long[] words = new long[0];
  private int[] ordinals = new int[0];

  @Setup
  public void make() {
    words = shape.words(people, 0);
    ordinals = BitSet.valueOf(words).stream().toArray();
  }

  @Benchmark
  public Cohort ofBits() {
    return Cohort.ofWords(words);
  }

  @Benchmark
  public BitSet ofBitsBits() {
    return BitSet.valueOf(words);
  }

  @Benchmark
  public Cohort ofOrdinals() {
    return new Cohort.Builder().add(ordinals, ordinals.length).build();
  }

  @Benchmark
  public BitSet ofOrdinalsBits() {
    var bits = new BitSet();
    for (var ordinal : ordinals) {
      bits.set(ordinal);
    }
    return bits;
  }
}
