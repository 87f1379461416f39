package caravan.source;

/**
 * The keys met so far, tens of millions if need be: 11 to 22 bytes each, for only hashes of 64 bits
 * are kept. That two different keys among ten million are taken for one has a chance of three in a
 * million, and with another seed it would be two others.
 */
final class SeenKeys {

  private static final int SMALLEST = 1 << 10;

  private final long seed;
  private long[] slots = new long[SMALLEST]; // 0 is a free one
  private int size;

  SeenKeys(long seed) {
    this.seed = seed;
  }

  /** Whether a key was not met before; from now on it was. */
  boolean add(String key) {
    if (size >= slots.length / 4 * 3) {
      grow();
    }
    if (!put(hash(key))) {
      return false;
    }
    size++;
    return true;
  }

  private void grow() {
    var old = slots;
    slots = new long[old.length * 2];
    for (var hash : old) {
      if (hash != 0) {
        put(hash);
      }
    }
  }

  private boolean put(long hash) {
    var mask = slots.length - 1;
    for (var i = (int) hash & mask; ; i = (i + 1) & mask) {
      if (slots[i] == hash) {
        return false;
      }
      if (slots[i] == 0) {
        slots[i] = hash;
        return true;
      }
    }
  }

  private long hash(String key) {
    var hash = seed;
    for (var i = 0; i < key.length(); i++) {
      hash = mix(hash + key.charAt(i) + 1);
    }
    return hash == 0 ? 1 : hash;
  }

  /** What SplittableRandom ends with: every bit depends on every bit. */
  private static long mix(long bits) {
    var mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
