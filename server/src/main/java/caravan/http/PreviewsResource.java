package caravan.http;

import caravan.channel.Preview;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The latest previews of messages, as pages of their own. They are kept in memory, and the oldest
 * are forgotten.
 */
@RestController
@RequestMapping(PreviewsResource.PATH)
class PreviewsResource {

  static final String PATH = "/api/v1/previews";

  private static final int KEPT = 100;
  private static final int ID_BYTES = 18;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Preview> latest = new LinkedHashMap<>();

  /** Keeps one, and answers the path of its page. */
  String keep(Preview preview) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (latest) {
      latest.put(id, preview);
      if (latest.size() > KEPT) {
        latest.remove(latest.keySet().iterator().next());
      }
    }
    return PATH + "/" + id;
  }

  @Operation(summary = "A preview as a page of its own")
  @Needs(Scope.READ)
  @GetMapping(path = "/{id}", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> page(@PathVariable String id, HttpServletRequest request) {
    var preview = find(id).orElseThrow(() -> Failure.notFound("this preview is not kept any more"));
    return LetterFrame.of(preview.html(), preview.text(), request);
  }

  private Optional<Preview> find(String id) {
    synchronized (latest) {
      return Optional.ofNullable(latest.get(id));
    }
  }
}
