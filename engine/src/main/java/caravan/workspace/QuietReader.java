package caravan.workspace;

import caravan.message.QuietTime;
import caravan.message.QuietTimes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code quiet} of {@code consent}: a time, or times by channel. */
final class QuietReader {

  /** Stands in place of a time. */
  static final String NEVER = "never";

  private static final String WHAT = "a time like 21:00 - 08:00";

  private QuietReader() {}

  static QuietTimes read(Mapping consent) {
    var yaml = consent.get("quiet");
    if (yaml.isEmpty()) {
      return QuietTimes.NEVER;
    }
    if (yaml.get().isScalar()) {
      return new QuietTimes(time(yaml.get(), WHAT).orElse(null), Map.of());
    }
    return yaml.get()
        .mapping(WHAT + ", or such times by channel")
        .map(QuietReader::byChannel)
        .orElse(QuietTimes.NEVER);
  }

  private static QuietTimes byChannel(Mapping mapping) {
    mapping.allow(
        "quiet times",
        Stream.concat(ConsentReader.CHANNELS.stream(), Stream.of(ConsentReader.ALL)).toList());
    var times = new LinkedHashMap<String, Optional<QuietTime>>();
    @Nullable QuietTime all = null;
    for (var entry : mapping.values().entrySet()) {
      var isAll = entry.getKey().equals(ConsentReader.ALL);
      var isNever = !isAll && entry.getValue().scalar().filter(NEVER::equals).isPresent();
      var what = isAll ? WHAT : WHAT + ", or '" + NEVER + "'";
      var time = isNever ? Optional.<QuietTime>empty() : time(entry.getValue(), what);
      if (isAll) {
        all = time.orElse(null);
      } else if (ConsentReader.CHANNELS.contains(entry.getKey())) {
        times.put(entry.getKey(), time);
      }
    }
    return new QuietTimes(all, times);
  }

  private static Optional<QuietTime> time(Yaml yaml, String what) {
    var time = yaml.scalar().flatMap(QuietTime::parse);
    if (time.isEmpty()) {
      yaml.expected(what);
    }
    return time;
  }
}
