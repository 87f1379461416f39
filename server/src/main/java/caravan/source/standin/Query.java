package caravan.source.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of an address as far as the stand-in understands it: {@code $select}, {@code $filter}
 * with {@code name eq value} joined by {@code and}, and the {@code $skiptoken} that it gave out.
 */
record Query(List<String> select, Map<String, Object> filter, String skipToken, String kept) {

  private static final Set<String> OPTIONS = Set.of("$select", "$filter", "$skiptoken");
  private static final String SKIP_TOKEN = "$skiptoken=";

  /** What stands between two of these is the row that a page ended with. */
  private static final Pattern LAST = Pattern.compile("last%253d%2522%257b([0-9A-Fa-f-]{36})%257d");

  private static final Pattern CONDITION =
      Pattern.compile("\\s*(\\w+)\\s+eq\\s+(true|false|'[^']*'|-?[0-9]+)\\s*");

  /** Something that the Web API refuses. */
  static final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    Refused(int status, String code, String message) {
      super(message);
      this.reply = Reply.error(status, code, message);
    }

    Reply reply() {
      return reply;
    }
  }

  /**
   * @param raw as it stands in the address
   */
  static Query parse(@Nullable String raw) throws Refused {
    var options = new LinkedHashMap<String, String>();
    var kept = new ArrayList<String>();
    var last = "";
    for (var option : raw == null ? new String[0] : raw.split("&", -1)) {
      if (option.startsWith(SKIP_TOKEN)) {
        last = last(option);
        continue;
      }
      kept.add(option);
      var parts = option.split("=", 2);
      options.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
    for (var option : options.keySet()) {
      if (!option.isEmpty() && !OPTIONS.contains(option)) {
        throw new Refused(501, "0x80060888", "The stand-in does not know '" + option + "'.");
      }
    }
    var select = options.getOrDefault("$select", "");
    return new Query(
        select.isEmpty() ? List.of() : List.of(select.split(",", -1)),
        filter(options.getOrDefault("$filter", "")),
        last,
        String.join("&", kept));
  }

  boolean selects(String name) {
    return select.isEmpty() || select.contains(name);
  }

  boolean fits(Map<String, Object> values) {
    return filter.entrySet().stream()
        .allMatch(
            condition ->
                String.valueOf(values.get(condition.getKey())).equals(condition.getValue()));
  }

  /** The query for the page after one that ended with a row, in Dataverse's own odd wrapping. */
  String next(String primaryKey, String first, String last) {
    return "%s%s%%3Ccookie%%20pagenumber=%%222%%22%%20pagingcookie=%%22%%253ccookie%%2520page%%253d%%25221%%2522%%253e%%253c%s%%2520last%%253d%%2522%%257b%s%%257d%%2522%%2520first%%253d%%2522%%257b%s%%257d%%2522%%2520%%252f%%253e%%253c%%252fcookie%%253e%%22%%20istracking=%%22False%%22%%20/%%3E"
        .formatted(kept.isEmpty() ? "" : kept + "&", SKIP_TOKEN, primaryKey, last, first);
  }

  private static String last(String option) throws Refused {
    var found = LAST.matcher(option);
    if (!found.find()) {
      throw new Refused(400, "0x80041129", "Malformed XML in the Paging Cookie");
    }
    return found.group(1);
  }

  private static Map<String, Object> filter(String text) throws Refused {
    var filter = new LinkedHashMap<String, Object>();
    for (var part : text.isEmpty() ? new String[0] : text.split(" and ", -1)) {
      var condition = CONDITION.matcher(part);
      if (!condition.matches()) {
        throw new Refused(501, "0x80060888", "The stand-in does not know this $filter.");
      }
      filter.put(condition.group(1), condition.group(2).replace("'", ""));
    }
    return filter;
  }

  private static String decoded(String text) throws Refused {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Refused(400, "0x80060888", "The query cannot be read.");
    }
  }
}
