package caravan.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable set of customers, each given by an ordinal (0 … 2³¹−2). Every operation works on the
 * compressed bitmap, never on one customer at a time; results are new cohorts.
 */
public final class Cohort {

  public static final Cohort EMPTY = new Cohort(new RoaringBitmap());

  private final RoaringBitmap bitmap;
  private final @Nullable Origin origin;

  /** What a cohort was made of, as long as anybody has that, and whom the two differ by. */
  private record Origin(WeakReference<Cohort> cohort, Cohort difference) {}

  /** Takes ownership: nobody else may hold the bitmap. */
  Cohort(RoaringBitmap owned) {
    this(owned, null);
  }

  private Cohort(RoaringBitmap owned, @Nullable Origin origin) {
    this.bitmap = owned;
    this.origin = origin;
  }

  public static Cohort of(int... ordinals) {
    return ordinals.length == 0 ? EMPTY : new Cohort(RoaringBitmap.bitmapOf(ordinals));
  }

  /** All ordinals from one (included) to another (not included). */
  public static Cohort range(long from, long to) {
    return new Cohort(RoaringBitmap.bitmapOfRange(from, to));
  }

  /** The set bits of the words: bit {@code i} of word {@code w} is ordinal {@code 64 * w + i}. */
  public static Cohort ofWords(long[] words) {
    return new Cohort(BitSetUtil.bitmapOf(words));
  }

  /** Any ordinals, some of them more than once. */
  public static Cohort ofUnordered(int[] ordinals) {
    return ordinals.length == 0 ? EMPTY : new Cohort(RoaringBitmap.bitmapOfUnordered(ordinals));
  }

  public static Cohort union(Collection<Cohort> cohorts) {
    return switch (cohorts.size()) {
      case 0 -> EMPTY;
      case 1 -> cohorts.iterator().next();
      default ->
          new Cohort(FastAggregation.or(cohorts.stream().map(cohort -> cohort.bitmap).iterator()));
    };
  }

  public Cohort union(Cohort other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty() ? other : new Cohort(RoaringBitmap.or(bitmap, other.bitmap));
  }

  public Cohort minus(Cohort other) {
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    return new Cohort(RoaringBitmap.andNot(bitmap, other.bitmap));
  }

  public Cohort intersect(Cohort other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    return new Cohort(RoaringBitmap.and(bitmap, other.bitmap));
  }

  /** Those in exactly one of the two. */
  public Cohort difference(Cohort other) {
    return origin != null && origin.cohort().refersTo(other)
        ? origin.difference()
        : new Cohort(RoaringBitmap.xor(bitmap, other.bitmap));
  }

  /**
   * The same but for a few people: those of them who are in it are not, and the others are. How it
   * {@linkplain #difference differs} from this cohort is known without looking through them.
   */
  public Cohort exchanging(Cohort few) {
    return few.isEmpty()
        ? this
        : new Cohort(
            RoaringBitmap.xor(bitmap, few.bitmap), new Origin(new WeakReference<>(this), few));
  }

  /** The {@code count} smallest ordinals, or all where there are fewer. */
  public Cohort first(long count) {
    if (count >= size()) {
      return this;
    }
    return count <= 0 ? EMPTY : new Cohort(bitmap.limit((int) count));
  }

  /** Those with larger ordinals. */
  public Cohort above(int ordinal) {
    var rest = bitmap.clone();
    rest.remove(0L, ordinal + 1L);
    return new Cohort(rest);
  }

  public boolean intersects(Cohort other) {
    return RoaringBitmap.intersects(bitmap, other.bitmap);
  }

  public boolean containsAll(Cohort other) {
    return bitmap.contains(other.bitmap);
  }

  public boolean contains(int ordinal) {
    return bitmap.contains(ordinal);
  }

  public boolean isEmpty() {
    return bitmap.isEmpty();
  }

  public long size() {
    return bitmap.getLongCardinality();
  }

  /** The smallest ordinal. */
  public int first() {
    return bitmap.first();
  }

  /** The largest ordinal. */
  public int last() {
    return bitmap.last();
  }

  /** Calls once for each ordinal, ascending. Only for what really concerns single people. */
  public void forEach(IntConsumer consumer) {
    bitmap.forEach((org.roaringbitmap.IntConsumer) consumer::accept);
  }

  /** The ordinals, ascending. */
  public int[] toArray() {
    return bitmap.toArray();
  }

  /**
   * A bit for each ordinal up to the last.
   *
   * @param highestFirst whether ordinal 0 is the highest bit of the first byte, or its lowest
   */
  public byte[] toBits(boolean highestFirst) {
    var words = BitSetUtil.toLongArray(bitmap);
    var bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    bytes.order(highestFirst ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (var word : words) {
      bytes.putLong(highestFirst ? Long.reverse(word) : word);
    }
    return bytes.array();
  }

  /** The portable RoaringBitmap format, compressed by runs. */
  public byte[] toBytes() {
    var compact = bitmap.clone();
    compact.runOptimize();
    var bytes = new byte[compact.serializedSizeInBytes()];
    compact.serialize(ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws UncheckedIOException where the bytes are no valid bitmap
   */
  public static Cohort fromBytes(byte[] bytes) {
    var bitmap = new RoaringBitmap();
    try {
      bitmap.deserialize(ByteBuffer.wrap(bytes));
      if (bitmap.validate()
          && bitmap.serializedSizeInBytes() == bytes.length
          && (bitmap.isEmpty() || bitmap.last() >= 0)) {
        return new Cohort(bitmap);
      }
      throw new IOException("no valid bitmap of %,d bytes".formatted(bytes.length));
    } catch (IOException e) {
      throw new UncheckedIOException("A stored cohort is damaged", e);
    } catch (RuntimeException e) { // of bytes that end too early, or lead outside of themselves
      throw new UncheckedIOException("A stored cohort is damaged", new IOException(e));
    }
  }

  /** Adds ordinals one by one, best in ascending order, and then makes the cohort. */
  public static final class Builder {

    private RoaringBitmap bitmap = new RoaringBitmap();

    public Builder add(int ordinal) {
      bitmap.add(ordinal);
      return this;
    }

    public Builder add(int[] ordinals, int length) {
      bitmap.addN(ordinals, 0, length);
      return this;
    }

    /** The cohort; the builder is empty again afterwards. */
    public Cohort build() {
      var built = bitmap.isEmpty() ? EMPTY : new Cohort(bitmap);
      bitmap = new RoaringBitmap();
      return built;
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Cohort cohort
            && (origin == null || !origin.cohort().refersTo(cohort))
            && bitmap.equals(cohort.bitmap);
  }

  /** Of what is in it only: the bitmap's own hash differs with how it is compressed. */
  @Override
  public int hashCode() {
    return isEmpty() ? 0 : 31 * (31 * Long.hashCode(size()) + first()) + last();
  }

  /** The ordinals while they are few, else how many there are. */
  @Override
  public String toString() {
    return size() <= 20 ? bitmap.toString() : "{" + size() + " ordinals}";
  }
}
