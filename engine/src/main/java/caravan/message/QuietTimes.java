package caravan.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When commercial messages are held back.
 *
 * @param all on each channel that has no word of its own; null for never
 * @param byChannel on one channel; empty for never there
 */
public record QuietTimes(@Nullable QuietTime all, Map<String, Optional<QuietTime>> byChannel) {

  /** At no time. */
  public static final QuietTimes NEVER = new QuietTimes(null, Map.of());

  public QuietTimes {
    byChannel = Collections.unmodifiableMap(new LinkedHashMap<>(byChannel));
  }

  /** When a channel's commercial messages are held back. */
  public Optional<QuietTime> of(String channel) {
    return byChannel.getOrDefault(channel, Optional.ofNullable(all));
  }
}
