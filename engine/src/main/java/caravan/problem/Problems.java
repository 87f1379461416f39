package caravan.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Collects every fault of an input, so that they can be reported all at once. Not thread-safe. */
public final class Problems {

  /** What is longer is no name that somebody mistyped. */
  private static final int LONGEST_NAME = 300;

  private final Set<Problem> found = new LinkedHashSet<>();

  public void add(String code, Place place, String message) {
    found.add(new Problem(code, place, message));
  }

  /**
   * Adds a fault about a name that does not exist; the message ends with the nearest one that does.
   */
  public void addUnknown(
      String code, Place place, String message, String name, Collection<String> known) {
    add(code, place, message + suggestion(name, known));
  }

  public void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int size() {
    return found.size();
  }

  /** The faults, ordered by file and line. */
  public List<Problem> list() {
    var sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Problem p) -> p.place().file())
            .thenComparingInt(p -> p.place().line())
            .thenComparingInt(p -> p.place().column()));
    return List.copyOf(sorted);
  }

  /**
   * Ends here if anything was found.
   *
   * @throws InvalidInput with every fault
   */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new InvalidInput(list());
    }
  }

  /**
   * {@code " (did you mean 'x'?)"}, or what there is where nothing is near, or nothing where there
   * is nothing.
   */
  public static String suggestion(String name, Collection<String> known) {
    var nearest = nearest(name, known);
    if (nearest.isPresent()) {
      return " (did you mean '" + nearest.get() + "'?)";
    }
    if (known.isEmpty() || known.size() > 12) {
      return "";
    }
    return " (there are: " + String.join(", ", known) + ")";
  }

  /**
   * The known name that differs least from a name, if any is near enough to be a slip of the pen:
   * letters left out, put in, changed, or exchanged with the next one.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    var distance = new DamerauLevenshteinDistance(Math.max(1, name.length() / 3));
    var wanted = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(other -> distance.apply(wanted, other.toLowerCase(Locale.ROOT)) >= 0)
        .min(
            Comparator.comparing(
                    (String other) -> distance.apply(wanted, other.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }
}
