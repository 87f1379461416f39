package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list of definitions, which are few, in the order that somebody wants, page by page. A page
 * begins after an item's place in that order, so nothing is lost or repeated where others come and
 * go.
 *
 * @param name tells items apart
 * @param orders what they may be sorted by: texts or numbers
 */
record Listing<T>(Function<T, String> name, Map<String, Function<T, Comparable<?>>> orders) {

  private static final String NAME = "name";

  /**
   * A page.
   *
   * @param sort one of the orders, or {@code name}; with {@code -} before it, the other way round
   */
  Page<T> page(Stream<T> all, @Nullable String sort, @Nullable String cursor, int limit) {
    var most = Page.limit(limit);
    var wanted = sort == null || sort.isEmpty() ? NAME : sort;
    var down = wanted.startsWith("-");
    var key = key(down ? wanted.substring(1) : wanted);
    var order = order(key);
    var sorted = down ? order.reversed() : order;
    var after = Cursor.read(cursor).map(text -> Spot.read(text));
    var items =
        all.filter(
                item ->
                    after.isEmpty()
                        || (down ? -1 : 1) * after.get().compare(key.apply(item), name.apply(item))
                            < 0)
            .sorted(sorted)
            .limit(most + 1L)
            .toList();
    return Page.of(items, most, item -> Spot.write(key.apply(item), name.apply(item)));
  }

  private Function<T, Comparable<?>> key(String sort) {
    if (sort.equals(NAME)) {
      return item -> name.apply(item).toLowerCase(Locale.ROOT);
    }
    var found = orders.get(sort);
    if (found == null) {
      var known = Stream.concat(Stream.of(NAME), orders.keySet().stream().sorted()).toList();
      throw new InvalidInput(
          "sort",
          Place.of("sort"),
          "nothing is sorted by '%s'%s"
              .formatted(Printable.line(sort), Problems.suggestion(sort, known)));
    }
    return found;
  }

  private Comparator<T> order(Function<T, Comparable<?>> key) {
    return (a, b) -> new Spot(key.apply(a), name.apply(a)).compare(key.apply(b), name.apply(b));
  }

  /** A place in an order. */
  private record Spot(Comparable<?> key, String name) {

    @SuppressWarnings("unchecked")
    int compare(Comparable<?> otherKey, String otherName) {
      var first =
          key.getClass() == otherKey.getClass()
              ? ((Comparable<Object>) key).compareTo(otherKey)
              : key.getClass().getName().compareTo(otherKey.getClass().getName());
      return first != 0 ? first : name.compareTo(otherName);
    }

    static String write(Comparable<?> key, String name) {
      return (key instanceof Long ? "n" : "s") + key + "\n" + name;
    }

    static Spot read(String text) {
      var end = text.indexOf('\n');
      if (end < 1) {
        throw invalid();
      }
      var key = text.substring(1, end);
      try {
        return new Spot(
            text.startsWith("n") ? (Comparable<?>) Long.valueOf(key) : key,
            text.substring(end + 1));
      } catch (NumberFormatException _) {
        throw invalid();
      }
    }

    private static InvalidInput invalid() {
      return new InvalidInput(
          "cursor", Place.of("cursor"), "this is no cursor; take it from 'next' of another page");
    }
  }

  /** Whether a name has a text in it, in capitals or not. */
  static boolean matches(@Nullable String search, String name) {
    return search == null
        || name.toLowerCase(Locale.ROOT).contains(search.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether something is one of those that are wanted; all are where nothing is. */
  static boolean isWanted(@Nullable List<String> wanted, String value) {
    return wanted == null || wanted.isEmpty() || wanted.contains(value);
  }
}
