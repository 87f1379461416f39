package caravan.journey.tile;

import caravan.segment.Expression;
import caravan.segment.Printer;
import caravan.segment.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds people until something is so or has happened, or the time is up.
 *
 * @param upTo the longest wait from the arrival; null for ever
 * @param then what happens to those for whom it came
 * @param otherwise what happens to those for whom the time was up
 */
public record WaitFor(Trigger trigger, @Nullable Span upTo, List<Step> then, List<Step> otherwise)
    implements Tile {

  public WaitFor {
    then = List.copyOf(then);
    otherwise = List.copyOf(otherwise);
  }

  /** What is waited for. */
  public sealed interface Trigger {}

  /** A condition, asked on arrival and then at every tick. */
  public record Until(Expression condition) implements Trigger {}

  /** An event that happens after the arrival. */
  public record Event(String name) implements Trigger {}

  @Override
  public String kind() {
    return "wait-for";
  }

  @Override
  public String subject() {
    return switch (trigger) {
      case Until(var condition) -> Printer.print(condition);
      case Event(var name) -> "event " + name;
    };
  }
}
