package caravan.http;

import caravan.channel.Dispatcher;
import caravan.channel.dkim.DkimKey;
import caravan.reader.SenderRecords;
import caravan.runtime.LiveWorkspace;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Settings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the owners of senders' domains have to publish, so that mail is taken for theirs. */
@RestController
class SenderResource {

  private final LiveWorkspace workspace;
  private final Dispatcher dispatcher;

  SenderResource(LiveWorkspace workspace, Dispatcher dispatcher) {
    this.workspace = workspace;
    this.dispatcher = dispatcher;
  }

  /**
   * The senders of a domain.
   *
   * @param senders addresses that letters come from
   */
  @Schema(name = "SenderDomain")
  record Domain(String domain, List<String> senders, List<SenderRecords.Entry> records) {}

  /** All domains. */
  @Schema(name = "Senders")
  record Answer(List<Domain> domains) {}

  @Operation(summary = "The SPF, DKIM and DMARC records to publish for each sender's domain")
  @Needs(Scope.READ)
  @GetMapping("/api/v1/sender")
  Answer get() {
    var kept = workspace.kept().workspace();
    var email = kept.settings().email();
    var signs = email instanceof Settings.Smtp smtp ? smtp.dkim() : null;
    var dkim = signs == null ? null : dkim(signs);
    return new Answer(
        SenderRecords.senders(kept).entrySet().stream()
            .map(
                it ->
                    new Domain(
                        it.getKey(),
                        List.copyOf(it.getValue()),
                        SenderRecords.of(it.getKey(), email, dkim)))
            .toList());
  }

  private SenderRecords.Dkim dkim(Settings.Dkim signs) {
    var key = dispatcher.signingKey();
    return new SenderRecords.Dkim(
        signs.selector(),
        signs.domain(),
        key.map(it -> it.type().label()).orElse(""),
        key.map(DkimKey::publicKey).orElse(""));
  }
}
