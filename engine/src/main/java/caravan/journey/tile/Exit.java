package caravan.journey.tile;

import org.jspecify.annotations.Nullable;

/** The journey ends here for everyone who comes by. */
public record Exit() implements Tile {
  @Override
  public String kind() {
    return "exit";
  }

  @Override
  public @Nullable String subject() {
    return null;
  }
}
