package caravan.http;

import caravan.security.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** What a message says, as a page to be shown within a page: nothing in it can run. */
final class LetterFrame {

  private static final MediaType TYPE = MediaType.parseMediaType("text/html;charset=utf-8");
  private static final String NEW_WINDOW = "<base target=\"_blank\">";

  private LetterFrame() {}

  static ResponseEntity<String> of(
      @Nullable String html, @Nullable String text, HttpServletRequest request) {
    SecurityHeaders.frame(request);
    return ResponseEntity.ok()
        .contentType(TYPE)
        .body(NEW_WINDOW + (html == null ? plain(text) : html));
  }

  private static String plain(@Nullable String text) {
    return "<!doctype html><meta charset=\"utf-8\"><pre style=\"white-space: pre-wrap; font: 15px/1.5"
        + " system-ui, sans-serif\">"
        + HtmlUtils.htmlEscape(text == null ? "" : text)
        + "</pre>";
  }
}
