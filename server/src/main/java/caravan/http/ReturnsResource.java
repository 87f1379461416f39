package caravan.http;

import caravan.channel.ReturnsCollector;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Returns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The mailbox that mail comes back to, and how its reading goes. */
@RestController
@RequestMapping("/api/v1/returns")
class ReturnsResource {

  private final ReturnsCollector collector;

  ReturnsResource(ReturnsCollector collector) {
    this.collector = collector;
  }

  /**
   * A mail that was left in the mailbox, since it says nothing of a letter.
   *
   * @param received left out where the mailbox does not say
   */
  @Schema(name = "LeftMail")
  record Left(@Nullable Instant received, String from, String subject, String why) {}

  /**
   * How the reading of the mailbox goes.
   *
   * @param mailbox left out where none is read; likewise what says more of it
   * @param read when it was read last
   * @param trouble why it could not be read then; left out where it could
   * @param taken how many mails were taken in since the server began
   * @param left those that were left there, a hundred at most
   */
  @Schema(name = "Returns")
  record Answer(
      @Nullable String mailbox,
      @Nullable String folder,
      @Nullable String done,
      @Nullable String every,
      @Nullable Instant read,
      @Nullable String trouble,
      long taken,
      List<Left> left) {}

  @Operation(summary = "The mailbox that mail comes back to, and how its reading goes")
  @Needs(Scope.READ)
  @GetMapping
  Answer get() {
    return answer(collector.report());
  }

  @Operation(
      summary = "Reads the mailbox now",
      description = "The answer comes once that is done. Nothing happens where there is none.")
  @Needs(Scope.DATA)
  @PostMapping("/read")
  Answer read() {
    return answer(collector.read());
  }

  private Answer answer(ReturnsCollector.Report report) {
    var mailbox = collector.settings();
    return new Answer(
        mailbox.map(Returns::url).orElse(null),
        mailbox.map(Returns::folder).orElse(null),
        mailbox.map(Returns::done).orElse(null),
        mailbox.map(it -> it.every().toString()).orElse(null),
        report.read(),
        report.trouble().isEmpty() ? null : report.trouble(),
        report.taken(),
        report.left().stream()
            .map(it -> new Left(it.received(), it.from(), it.subject(), it.why()))
            .toList());
  }
}
