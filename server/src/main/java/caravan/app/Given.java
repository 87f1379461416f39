package caravan.app;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text of a setting and where it was set. Asked for as what it should be, it is that, or a
 * problem and what it would be otherwise.
 */
record Given(Key key, String text, Place place, Problems problems) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kB|KB|MB|GB)");
  private static final Map<String, Long> UNITS =
      Map.of("KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);
  private static final Set<TimeUnit> ELAPSED =
      Set.of(TimeUnit.MINUTES, TimeUnit.HOURS, TimeUnit.DAYS, TimeUnit.WEEKS);

  boolean isSet() {
    return !text.isEmpty();
  }

  Optional<String> optional() {
    return isSet() ? Optional.of(text) : Optional.empty();
  }

  int integer(int low, int high) {
    try {
      var number = Integer.parseInt(text);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    expected("a whole number from %d to %d".formatted(low, high));
    return low;
  }

  boolean truth() {
    if (!text.equals("true") && !text.equals("false")) {
      expected("true or false");
    }
    return text.equals("true");
  }

  String choice(List<String> choices) {
    if (!choices.contains(text)) {
      problems.addUnknown(
          "setting", place, "'%s' is no %s".formatted(shown(), key.path()), text, choices);
    }
    return text;
  }

  /** In bytes. */
  long size() {
    var match = SIZE.matcher(text);
    if (match.matches()) {
      var unit = UNITS.getOrDefault(match.group(2).toUpperCase(Locale.ROOT), 1L);
      return Long.parseLong(match.group(1)) * unit;
    }
    expected("a size like '1500 MB'");
    return 0;
  }

  Duration duration() {
    var span = Span.parse(text).filter(s -> s.amount() > 0 && ELAPSED.contains(s.unit()));
    if (span.isEmpty()) {
      expected("a length of time like '8 hours'");
    }
    return span.map(s -> s.unit().chrono().getDuration().multipliedBy(s.amount()))
        .orElse(Duration.ofHours(1));
  }

  /** An http or https address without a question mark. */
  Optional<URI> url() {
    if (!isSet()) {
      return Optional.empty();
    }
    try {
      var url = new URI(text);
      var isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isHttp
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException _) {
      // said below
    }
    expected("an address like 'https://caravan.example.org'");
    return Optional.empty();
  }

  List<String> list() {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  void expected(String what) {
    problem("'%s' should be %s, found '%s'".formatted(key.path(), what, shown()));
  }

  void problem(String message) {
    problems.add("setting", place, message);
  }

  private String shown() {
    return key.isSecret() ? "(secret)" : text;
  }
}
