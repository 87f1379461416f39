package caravan.http;

import caravan.runtime.Backups;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Copies of the whole state, beside it. */
@RestController
@RequestMapping("/api/v1/backups")
class BackupsResource {

  private final Backups backups;
  private final Audit audit;
  private final InstantSource clock;

  BackupsResource(Backups backups, Audit audit, InstantSource clock) {
    this.backups = backups;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A backup.
   *
   * @param name of the file, in {@code .caravan/backups} of the workspace's folder
   */
  @Schema(name = "Backup")
  record Answer(String name, Instant made, long bytes) {

    static Answer of(Backups.Made made) {
      return new Answer(made.name(), made.made(), made.bytes());
    }
  }

  @Operation(summary = "The backups, the newest first")
  @Needs(Scope.ADMIN)
  @GetMapping
  Page<Answer> list() {
    return new Page<>(backups.list().stream().map(Answer::of).toList(), null);
  }

  @Operation(
      summary = "Makes a backup while everything runs",
      description =
          "Answers once it is complete and was opened to be checked. Everything that was"
              + " acknowledged before is in it. 409 where the state is in PostgreSQL.")
  @Needs(Scope.ADMIN)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Answer make(@AuthenticationPrincipal Caller caller) {
    var made = Answer.of(onThread());
    audit.note(caller, new Audit.Note("backup-made", "backup '" + made.name() + "'", null, made));
    return made;
  }

  /** Native calls would pin the virtual thread of the request. */
  private Backups.Made onThread() {
    var answer = new CompletableFuture<Backups.Made>();
    Thread.ofPlatform()
        .name("caravan-backup")
        .start(
            () -> {
              try {
                answer.complete(backups.make(clock.instant()));
              } catch (Throwable failure) { // whatever it is, the request tells it
                answer.completeExceptionally(failure);
              }
            });
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
