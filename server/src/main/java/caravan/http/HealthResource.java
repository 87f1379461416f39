package caravan.http;

import caravan.security.Open;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server lives and is ready, for whatever watches it. */
@RestController
@RequestMapping("/health")
class HealthResource {

  private static final String UP = "up";

  private final Checks checks;

  HealthResource(Checks checks) {
    this.checks = checks;
  }

  /**
   * What was found.
   *
   * @param status {@code up} or {@code down}
   * @param checks each check by name: {@code up}, or why not
   */
  @Schema(name = "Health")
  record Health(String status, Map<String, String> checks) {}

  @Open
  @GetMapping("/live")
  Health live() {
    return new Health(UP, Map.of());
  }

  @Open
  @GetMapping("/ready")
  ResponseEntity<Health> ready() {
    var found = new TreeMap<String, String>();
    checks
        .ask()
        .forEach(
            (name, it) ->
                found.put(
                    name,
                    switch (it) {
                      case Checks.Found.Well _ -> UP;
                      case Checks.Found.Not not -> not.why();
                    }));
    var isReady = found.values().stream().allMatch(UP::equals);
    return ResponseEntity.status(isReady ? 200 : 503)
        .body(new Health(isReady ? UP : "down", found));
  }
}
