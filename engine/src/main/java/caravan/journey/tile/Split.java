package caravan.journey.tile;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sends people down paths by lot, the same path for the same person each time; who is left goes on
 * after the block.
 */
public record Split(List<Path> paths) implements Tile {

  public Split {
    paths = List.copyOf(paths);
  }

  /**
   * A way through the split.
   *
   * @param percent of the people, 0 to 100
   */
  public record Path(BigDecimal percent, List<Step> steps) {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  @Override
  public String kind() {
    return "split";
  }

  @Override
  public String subject() {
    return paths.stream()
        .map(path -> path.percent().stripTrailingZeros().toPlainString() + " %")
        .collect(Collectors.joining(" / "));
  }
}
