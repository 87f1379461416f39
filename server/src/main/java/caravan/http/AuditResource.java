package caravan.http;

import caravan.security.AuditLog;
import caravan.security.Needs;
import caravan.security.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people changed, for administrators. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditResource {

  private final AuditLog log;

  AuditResource(AuditLog log) {
    this.log = log;
  }

  /** The newest first. */
  @Needs(Scope.ADMIN)
  @GetMapping
  Page<AuditLog.Entry> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant until) {
    var most = Page.limit(limit);
    var before = Cursor.readNumber(cursor).orElse(null);
    return Page.of(
        log.list(new AuditLog.Filter(before, user, action, target, from, until), most + 1),
        most,
        entry -> Long.toString(entry.number()));
  }
}
