package caravan.message;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links by their names, each made when it is asked for: most templates name none. */
final class LinkValues extends AbstractMap<String, String> {

  private final ReaderLinks links;

  LinkValues(ReaderLinks links) {
    this.links = links;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    return switch (String.valueOf(name)) {
      case ReaderLinks.UNSUBSCRIBE -> links.unsubscribe();
      case ReaderLinks.PREFERENCES -> links.preferences();
      case ReaderLinks.CONFIRM -> links.confirm();
      default -> null;
    };
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return Map.of(
            ReaderLinks.UNSUBSCRIBE, links.unsubscribe(),
            ReaderLinks.PREFERENCES, links.preferences(),
            ReaderLinks.CONFIRM, links.confirm())
        .entrySet();
  }
}
