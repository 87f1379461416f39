package caravan.http;

import caravan.security.Caller;
import caravan.security.Open;
import caravan.security.Role;
import caravan.security.SecurityHeaders;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the web UI stands: every address of its pages answers the same page, which finds its own
 * way.
 */
@Hidden
@RestController
class UiPages {

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Ui ui;
  private final Html html;

  UiPages(Ui ui, Html html) {
    this.ui = ui;
    this.html = html;
  }

  @Open
  @GetMapping({"/", "/audience/**", "/engagement/**", "/settings/**"})
  ResponseEntity<String> page(HttpServletRequest request) {
    return Caller.current()
        .map(
            caller ->
                ui.page(SecurityHeaders.nonce(request))
                    .map(page -> ResponseEntity.ok().contentType(HTML).body(page))
                    .orElseGet(() -> plain(caller, request)))
        .orElseGet(() -> SignInPages.goTo(signIn(request)));
  }

  private static String signIn(HttpServletRequest request) {
    var query = request.getQueryString();
    var path = request.getRequestURI() + (query == null ? "" : "?" + query);
    return path.equals("/")
        ? "/login"
        : "/login?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  /** What is shown by a server that was built without the UI. */
  private ResponseEntity<String> plain(Caller caller, HttpServletRequest request) {
    var user = caller.user();
    return html.start(
        Map.of(
            "name", user.name(),
            "role", user.role().label(),
            "administrator", user.role() == Role.ADMINISTRATOR),
        request);
  }

  @Open
  @GetMapping("/assets/{name}")
  ResponseEntity<Resource> asset(@PathVariable String name) {
    return answer(name, ui.asset(name).orElseThrow(UiPages::missing), FOR_EVER);
  }

  @Open
  @GetMapping("/caravan.svg")
  ResponseEntity<Resource> icon() {
    return answer(
        "caravan.svg",
        ui.file("caravan.svg").orElseThrow(UiPages::missing),
        CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
  }

  private static Failure missing() {
    return Failure.notFound("there is no such file");
  }

  private static ResponseEntity<Resource> answer(String name, Resource file, CacheControl cache) {
    return ResponseEntity.ok()
        .contentType(Ui.type(name).orElseThrow())
        .cacheControl(cache)
        .body(file);
  }
}
