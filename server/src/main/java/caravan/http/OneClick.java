package caravan.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What mail programs send where their user wants no more (RFC 8058), in either kind of form. */
final class OneClick {

  private static final String NAME = "List-Unsubscribe";
  private static final String VALUE = "One-Click";
  private static final int LONGEST = 10_000;
  private static final Pattern PART =
      Pattern.compile(
          "name=\"?" + NAME + "\"?[^\\r\\n]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)*\\r?\\n" + VALUE + "\\s");

  private OneClick() {}

  static boolean isIn(HttpServletRequest request) throws IOException {
    var type = request.getContentType();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      var body = request.getInputStream().readNBytes(LONGEST);
      return PART.matcher(new String(body, StandardCharsets.ISO_8859_1)).find();
    }
    return VALUE.equals(request.getParameter(NAME));
  }
}
