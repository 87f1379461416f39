package caravan.bench;

import caravan.cohort.Cohort;
import java.util.BitSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Set algebra of two cohorts; beside it the JDK's set of bits, each result a new one. */
@State(Scope.Benchmark)
public class CohortAlgebra {

  @Param Shape shape = Shape.RUNS;

  @Param("10000000")
  int people;

  private Cohort left = Cohort.EMPTY;
  private Cohort right = Cohort.EMPTY;
  private BitSet leftBits = new BitSet();
  private BitSet rightBits = new BitSet();

  @Setup
  public void make() {
    leftBits = BitSet.valueOf(shape.words(people, 0));
    rightBits = BitSet.valueOf(shape.words(people, 1));
    left = Cohort.ofWords(leftBits.toLongArray());
    right = Cohort.ofWords(rightBits.toLongArray());
    require(and(), andBits());
    require(or(), orBits());
    require(minus(), minusBits());
  }

  private static void require(Cohort ours, BitSet theirs) {
    if (!ours.equals(Cohort.ofWords(theirs.toLongArray()))) {
      throw new IllegalStateException("not the same people");
    }
  }

  @Benchmark
  public Cohort and() {
    return left.intersect(right);
  }

  @Benchmark
  public BitSet andBits() {
    var bits = (BitSet) leftBits.clone();
    bits.and(rightBits);
    return bits;
  }

  @Benchmark
  public Cohort or() {
    return left.union(right);
  }

  @Benchmark
  public BitSet orBits() {
    var bits = (BitSet) leftBits.clone();
    bits.or(rightBits);
    return bits;
  }

  @Benchmark
  public Cohort minus() {
    return left.minus(right);
  }

  @Benchmark
  public BitSet minusBits() {
    var bits = (BitSet) leftBits.clone();
    bits.andNot(rightBits);
    return bits;
  }

  @Benchmark
  public long count() {
    return left.size();
  }

  @Benchmark
  public long countBits() {
    return leftBits.cardinality();
  }
}
