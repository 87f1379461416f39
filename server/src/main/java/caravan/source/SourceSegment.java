package caravan.source;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a source.
 *
 * @param id what the source knows it by, always the same for the same segment
 * @param name what people call it
 * @param text what it is, in the words of those who made it
 * @param page where people see it in the source
 */
public record SourceSegment(String id, String name, @Nullable String text, URI page) {

  public Optional<String> description() {
    return Optional.ofNullable(text);
  }
}
