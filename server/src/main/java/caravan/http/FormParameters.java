package caravan.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of a form that a page sends. */
final class FormParameters {

  /** The longest form: passwords, names, addresses. */
  static final int LONGEST = 64 * 1024;

  private static final String TYPE = "application/x-www-form-urlencoded";

  private FormParameters() {}

  static boolean isForm(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
  }

  /** The fields of a body, behind those of the query. */
  static Map<String, String[]> of(String body, Map<String, String[]> query) {
    var fields = new LinkedHashMap<>(query);
    for (var pair : body.split("&", -1)) {
      if (!pair.isEmpty()) {
        var cut = pair.indexOf('=');
        var value = cut < 0 ? "" : decoded(pair.substring(cut + 1));
        fields.merge(
            decoded(cut < 0 ? pair : pair.substring(0, cut)),
            new String[] {value},
            (some, more) -> Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Failure(400, "bad-request", "the form is not encoded as forms are");
    }
  }
}
