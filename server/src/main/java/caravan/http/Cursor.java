package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where in a list a page begins, as a text that only we understand. */
public final class Cursor {

  private Cursor() {}

  public static String write(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /** The key that was written; nothing where the list is wanted from its beginning. */
  public static Optional<String> read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw invalid();
    }
  }

  /** The same where keys are numbers. */
  public static Optional<Long> readNumber(@Nullable String cursor) {
    try {
      return read(cursor).map(Long::parseLong);
    } catch (NumberFormatException _) {
      throw invalid();
    }
  }

  /** A cursor that is none of ours. */
  static InvalidInput invalid() {
    return new InvalidInput(
        "cursor", Place.of("cursor"), "this is no cursor; take it from 'next' of another page");
  }
}
