package caravan.journey.tile;

import caravan.segment.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends each person down the first path whose condition holds; who fits none goes on after the
 * block.
 */
public record Branch(List<Path> paths) implements Tile {

  public Branch {
    paths = List.copyOf(paths);
  }

  /**
   * A way through the branch.
   *
   * @param condition null for the last path, which takes all that are left
   */
  public record Path(@Nullable Expression condition, List<Step> steps) {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  @Override
  public String kind() {
    return "branch";
  }

  @Override
  public @Nullable String subject() {
    return null;
  }
}
