package caravan.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cohorts are sets: what they answer is what {@link BitSet} and {@link TreeSet} answer. */
class CohortTest {

  /** The largest ordinal. */
  private static final int LAST = Integer.MAX_VALUE - 1;

  static LongStream seeds() {
    return LongStream.range(0, Boolean.getBoolean("caravan.long") ? 300 : 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAsBitSetsDo(long seed) {
    var random = new Random(seed);
    var a = Shapes.any(random);
    var b = Shapes.any(random);
    var left = cohort(a);
    var right = cohort(b);

    same(left.union(right), or(a, b));
    same(left.minus(right), andNot(a, b));
    same(left.intersect(right), and(a, b));
    same(left.difference(right), xor(a, b));
    var exchanged = left.exchanging(right);
    same(exchanged, xor(a, b));
    same(exchanged.difference(left), b);
    same(left.difference(exchanged), b);
    same(exchanged.difference(cohort(a)), b);
    same(exchanged.exchanging(right), a);
    assertThat(exchanged.equals(left)).isEqualTo(b.isEmpty());
    assertThat(exchanged.exchanging(right)).isEqualTo(left);
    assertThat(left.intersects(right)).isEqualTo(a.intersects(b));
    assertThat(left.containsAll(right)).isEqualTo(andNot(b, a).isEmpty());
    assertThat(left.equals(right)).isEqualTo(a.equals(b));
    // the operands are as they were
    same(left, a);
    same(right, b);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsTheLawsOfSets(long seed) {
    var random = new Random(seed);
    var a = cohort(Shapes.any(random));
    var b = cohort(Shapes.any(random));
    var c = cohort(Shapes.any(random));
    var all = Cohort.range(0, Shapes.SIZE);

    alike(a.union(b), b.union(a));
    alike(a.intersect(b), b.intersect(a));
    alike(a.difference(b), b.difference(a));
    alike(a.union(b).union(c), a.union(b.union(c)));
    alike(a.intersect(b).intersect(c), a.intersect(b.intersect(c)));
    alike(a.intersect(b.union(c)), a.intersect(b).union(a.intersect(c)));
    alike(a.union(b.intersect(c)), a.union(b).intersect(a.union(c)));
    alike(all.minus(a.union(b)), all.minus(a).intersect(all.minus(b)));
    alike(all.minus(a.intersect(b)), all.minus(a).union(all.minus(b)));
    alike(all.minus(all.minus(a)), a);
    alike(a.minus(b), a.intersect(all.minus(b)));
    alike(a.minus(b).minus(c), a.minus(b.union(c)));
    alike(a.difference(b), a.minus(b).union(b.minus(a)));
    alike(a.union(a), a);
    alike(a.minus(a), Cohort.EMPTY);
    alike(Cohort.union(List.of(a, b, c)), a.union(b).union(c));
    alike(Cohort.union(List.of(a)), a);
    alike(Cohort.union(List.of()), Cohort.EMPTY);
    // a cut is disjoint and complete, and nobody is counted twice
    assertThat(a.intersects(b.minus(a))).isFalse();
    assertThat(a.union(b).size()).isEqualTo(a.size() + b.size() - a.intersect(b).size());
    assertThat(a.union(b).containsAll(a)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void emptyIsNeutral(long seed) {
    var a = cohort(Shapes.any(new Random(seed)));
    alike(a.union(Cohort.EMPTY), a);
    alike(Cohort.EMPTY.union(a), a);
    alike(a.minus(Cohort.EMPTY), a);
    alike(Cohort.EMPTY.minus(a), Cohort.EMPTY);
    alike(a.intersect(Cohort.EMPTY), Cohort.EMPTY);
    alike(a.difference(Cohort.EMPTY), a);
    assertThat(a.intersects(Cohort.EMPTY)).isFalse();
    assertThat(a.containsAll(Cohort.EMPTY)).isTrue();
    assertThat(Cohort.EMPTY.isEmpty()).isTrue();
    assertThat(Cohort.EMPTY.size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void knowsItsMembers(long seed) {
    var random = new Random(seed);
    var set = Shapes.any(random);
    var cohort = cohort(set);
    same(cohort, set);
    for (var i = 0; i < 500; i++) {
      var ordinal = random.nextInt(Shapes.SIZE + 100);
      assertThat(cohort.contains(ordinal)).as("%d", ordinal).isEqualTo(set.get(ordinal));
    }
    if (!set.isEmpty()) {
      assertThat(cohort.first()).isEqualTo(set.nextSetBit(0));
      assertThat(cohort.last()).isEqualTo(set.length() - 1);
    }
    var count = random.nextInt(set.cardinality() + 2);
    var few = cohort.first(count);
    assertThat(few.toArray()).isEqualTo(set.stream().limit(count).toArray());
    alike(cohort.first(0), Cohort.EMPTY);
    alike(cohort.first(-1), Cohort.EMPTY);
    alike(cohort.first(Long.MAX_VALUE), cohort);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isMadeInManyWays(long seed) {
    var set = Shapes.any(new Random(seed));
    var ordinals = set.stream().toArray();
    var cohort = cohort(set);
    alike(Cohort.of(ordinals), cohort);
    alike(Cohort.ofWords(set.toLongArray()), cohort);
    var oneByOne = new Cohort.Builder();
    Arrays.stream(ordinals).forEach(oneByOne::add);
    alike(oneByOne.build(), cohort);
    alike(new Cohort.Builder().add(ordinals, ordinals.length).build(), cohort);
  }

  /** As far as ordinals go, where a {@link BitSet} would be too large. */
  @ParameterizedTest
  @MethodSource("seeds")
  void reachesFar(long seed) {
    var random = new Random(seed);
    var a = far(random);
    var b = far(random);
    var left = Cohort.of(a.stream().mapToInt(Integer::intValue).toArray());
    var right = Cohort.of(b.stream().mapToInt(Integer::intValue).toArray());
    var union = new TreeSet<>(a);
    union.addAll(b);
    var both = new TreeSet<>(a);
    both.retainAll(b);
    var only = new TreeSet<>(a);
    only.removeAll(b);
    assertThat(list(left.union(right))).containsExactlyElementsOf(union);
    assertThat(list(left.intersect(right))).containsExactlyElementsOf(both);
    assertThat(list(left.minus(right))).containsExactlyElementsOf(only);
    alike(Cohort.fromBytes(left.toBytes()), left);
  }

  private static SortedSet<Integer> far(Random random) {
    var set = new TreeSet<Integer>(List.of(random.nextBoolean() ? LAST : 0));
    for (var i = random.nextInt(300); i > 0; i--) {
      set.add(random.nextBoolean() ? random.nextInt(LAST + 1) : LAST - random.nextInt(50));
    }
    return set;
  }

  @Test
  void rangesIncludeTheirBeginningOnly() {
    assertThat(Cohort.range(3, 6).toArray()).containsExactly(3, 4, 5);
    assertThat(Cohort.range(3, 3).isEmpty()).isTrue();
    assertThat(Cohort.range(0, LAST + 1L).size()).isEqualTo(LAST + 1L);
    assertThat(Cohort.range(0, LAST + 1L).last()).isEqualTo(LAST);
  }

  @Test
  void aBitOfAWordIsAnOrdinal() {
    assertThat(Cohort.ofWords(new long[] {1L, 0, 1L << 63 | 1L << 2}).toArray())
        .containsExactly(0, 2 * 64 + 2, 2 * 64 + 63);
    assertThat(Cohort.ofWords(new long[] {-1L}).toArray()).hasSize(64);
    assertThat(Cohort.ofWords(new long[0]).isEmpty()).isTrue();
    assertThat(Cohort.ofWords(new long[3]).isEmpty()).isTrue();
    var words = new long[2_000];
    words[1_024] = 0b1010;
    assertThat(Cohort.ofWords(words).toArray()).containsExactly(65_537, 65_539);
  }

  @Test
  void keepsNothingOfWhatItWasMadeFrom() {
    var ordinals = new int[] {1, 2, 3};
    var cohort = Cohort.of(ordinals);
    ordinals[0] = 9;
    var words = new long[] {0b1110};
    var ofWords = Cohort.ofWords(words);
    words[0] = 0;
    cohort.toArray()[0] = 9;
    alike(cohort, Cohort.of(1, 2, 3));
    alike(ofWords, cohort);
  }

  @Test
  void aBuilderBeginsAnewAfterBuilding() {
    var builder = new Cohort.Builder().add(1).add(70_000);
    var first = builder.build();
    var second = builder.add(2).build();
    alike(first, Cohort.of(1, 70_000));
    alike(second, Cohort.of(2));
    alike(builder.build(), Cohort.EMPTY);
    alike(new Cohort.Builder().add(new int[] {5, 6, 7}, 2).build(), Cohort.of(5, 6));
  }

  @Test
  void isShownAsOrdinalsWhileTheyAreFew() {
    assertThat(Cohort.of(1, 2)).hasToString("{1,2}");
    assertThat(Cohort.EMPTY).hasToString("{}");
    assertThat(Cohort.range(0, 21)).hasToString("{21 ordinals}");
    assertThat(Cohort.of(1).equals((Object) "{1}")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bytesComeBack(long seed) {
    var cohort = cohort(Shapes.any(new Random(seed)));
    var bytes = cohort.toBytes();
    var back = Cohort.fromBytes(bytes);
    alike(back, cohort);
    assertThat(back.toBytes()).isEqualTo(bytes);
  }

  @Test
  void runsAreSmall() {
    assertThat(Cohort.range(0, 100_000_000).toBytes().length).isLessThan(40_000);
    assertThat(Cohort.fromBytes(Cohort.EMPTY.toBytes()).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bytesCutShortAreRefused(long seed) {
    var random = new Random(seed);
    var bytes = cohort(Shapes.any(random)).toBytes();
    for (var i = 0; i < 50; i++) {
      var length = i == 0 ? 0 : i == 1 ? bytes.length - 1 : random.nextInt(bytes.length);
      assertThatThrownBy(() -> Cohort.fromBytes(Arrays.copyOf(bytes, length)))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("damaged");
    }
  }

  /** Some damage gives another cohort; what gives none is refused in the one way. */
  @ParameterizedTest
  @MethodSource("seeds")
  void otherBytesAreRefusedOrAreACohort(long seed) {
    var random = new Random(seed);
    var bytes = cohort(Shapes.any(random)).toBytes();
    for (var i = 0; i < 100; i++) {
      var damaged = bytes.clone();
      for (var flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(random.nextBoolean() ? Math.min(32, bytes.length) : bytes.length)] ^=
            (byte) (1 << random.nextInt(8));
      }
      accountsFor(damaged);
      var noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      accountsFor(noise);
    }
  }

  private static void accountsFor(byte[] bytes) {
    var read = new ArrayList<Cohort>();
    var failure = catchThrowable(() -> read.add(Cohort.fromBytes(bytes)));
    if (failure != null) {
      assertThat(failure).isInstanceOf(UncheckedIOException.class).hasMessageContaining("damaged");
      return;
    }
    var cohort = read.getFirst();
    assertThat(cohort.size()).isEqualTo(cohort.toArray().length);
    assertThat(Arrays.stream(cohort.toArray()).distinct().count()).isEqualTo(cohort.size());
  }

  private static Cohort cohort(BitSet set) {
    return Cohort.of(set.stream().toArray());
  }

  private static List<Integer> list(Cohort cohort) {
    return Arrays.stream(cohort.toArray()).boxed().toList();
  }

  private static void same(Cohort cohort, BitSet expected) {
    assertThat(cohort.toArray()).isEqualTo(expected.stream().toArray());
    assertThat(cohort.size()).isEqualTo(expected.cardinality());
    assertThat(cohort.isEmpty()).isEqualTo(expected.isEmpty());
    var visited = new BitSet();
    cohort.forEach(visited::set);
    assertThat(visited).isEqualTo(expected);
  }

  private static void alike(Cohort cohort, Cohort expected) {
    assertThat(cohort).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(cohort.toArray()).isEqualTo(expected.toArray());
  }

  private static BitSet or(BitSet a, BitSet b) {
    var result = (BitSet) a.clone();
    result.or(b);
    return result;
  }

  private static BitSet and(BitSet a, BitSet b) {
    var result = (BitSet) a.clone();
    result.and(b);
    return result;
  }

  private static BitSet andNot(BitSet a, BitSet b) {
    var result = (BitSet) a.clone();
    result.andNot(b);
    return result;
  }

  private static BitSet xor(BitSet a, BitSet b) {
    var result = (BitSet) a.clone();
    result.xor(b);
    return result;
  }
}
