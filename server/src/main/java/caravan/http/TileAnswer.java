package caravan.http;

import caravan.runtime.Readers.Reading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step does, in a word or two.
 *
 * @param kind such as {@code email} or {@code wait}
 * @param name what it is about: a message, how long
 */
@Schema(name = "Tile")
record TileAnswer(String kind, @Nullable String name) {

  /** The tile of a step; nothing where the journey, or that step of it, is no more. */
  static Optional<TileAnswer> find(
      Reading reading, @Nullable String journey, @Nullable String step) {
    var plan = journey == null ? null : reading.standing().plans().get(journey);
    if (plan == null || step == null || !plan.indexes().containsKey(step)) {
      return Optional.empty();
    }
    var tile = plan.node(step).step().tile();
    return Optional.of(new TileAnswer(tile.kind(), tile.subject()));
  }
}
