package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What members of a request's body must be. */
final class Members {

  private Members() {}

  /** One that must be there. */
  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new InvalidInput("missing-member", Place.of(name), "'" + name + "' is missing");
    }
    return value;
  }

  /** One of several words. */
  static <T> T word(
      String name, String value, Function<String, Optional<T>> read, Collection<String> known) {
    return read.apply(value)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "unknown-word",
                    Place.of(name),
                    "'%s' is no %s%s"
                        .formatted(
                            caravan.problem.Printable.line(value),
                            name,
                            Problems.suggestion(value, known))));
  }
}
