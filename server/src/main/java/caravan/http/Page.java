package caravan.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next asks for the part after it, as {@code cursor}; null where this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** The most items of a page. */
  public static final int MOST = 1000;

  /** How many a page has where nobody says. */
  public static final String USUALLY = "100";

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page that begins a list.
   *
   * @param more the list, one item longer than the page may be if there is more
   * @param key what {@link Cursor#read} gives back to find what comes after an item
   */
  public static <T> Page<T> of(List<T> more, int limit, Function<T, String> key) {
    if (more.size() <= limit) {
      return new Page<>(more, null);
    }
    var items = more.subList(0, limit);
    return new Page<>(items, Cursor.write(key.apply(items.getLast())));
  }

  /**
   * A limit that somebody asked for.
   *
   * @throws caravan.problem.InvalidInput where it is none
   */
  public static int limit(int wanted) {
    if (wanted < 1 || wanted > MOST) {
      throw new caravan.problem.InvalidInput(
          "limit",
          caravan.problem.Place.of("limit"),
          "'limit' is a whole number from 1 to " + MOST);
    }
    return wanted;
  }
}
