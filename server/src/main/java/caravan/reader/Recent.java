package caravan.reader;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers for a short while what came, the latest of it. */
final class Recent<K, V> {

  private static final int REMEMBERED = 20_000;

  private final Duration length;
  private final Map<K, Seen<V>> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Seen<V>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Seen<V>(Instant at, V value) {}

  Recent(Duration length) {
    this.length = length;
  }

  /** What came under a key last, if that is not too long ago; takes what comes now in its place. */
  java.util.Optional<V> replace(K key, V value, Instant now) {
    var before = get(key, now);
    seen.remove(key); // so that it is the newest
    seen.put(key, new Seen<>(now, value));
    return before;
  }

  java.util.Optional<V> get(K key, Instant now) {
    var before = seen.get(key);
    return before == null || before.at().plus(length).isBefore(now)
        ? java.util.Optional.empty()
        : java.util.Optional.of(before.value());
  }
}
