package caravan.http;

import caravan.runtime.OutcomeLog;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of the messages of a journey. */
@RestController
@RequestMapping("/api/v1/journeys/{name}/outcomes")
class OutcomesResource {

  private final Readers readers;

  OutcomesResource(Readers readers) {
    this.readers = readers;
  }

  /**
   * How many messages had an outcome.
   *
   * @param message its name; of a webhook its step
   * @param outcome {@code delivered}, {@code blocked}, {@code withdrawn}, {@code failed}, {@code
   *     dropped}, {@code deferred} or {@code unknown}
   * @param reason in a word; null where there is none
   */
  @Schema(name = "Outcomes")
  record Answer(String message, String outcome, @Nullable String reason, long messages) {}

  @Operation(
      summary = "What became of the messages of a journey",
      description = "Of those that were handed over, or were not to be. The others wait.")
  @Needs(Scope.READ)
  @GetMapping
  List<Answer> of(@PathVariable String name) {
    return readers.ask(
        reading -> {
          if (!reading.standing().definitions().journeys().containsKey(name)) {
            throw Failure.notFound("there is no journey '" + name + "'");
          }
          return OutcomeLog.counts(reading.db(), name).stream()
              .map(it -> new Answer(it.message(), it.kind().label(), it.reason(), it.people()))
              .toList();
        });
  }
}
