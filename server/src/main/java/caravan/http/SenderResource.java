package caravan.http;

import caravan.reader.SenderRecords;
import caravan.runtime.LiveWorkspace;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the owners of senders' domains have to publish, so that mail is taken for theirs. */
@RestController
class SenderResource {

  private final LiveWorkspace workspace;

  SenderResource(LiveWorkspace workspace) {
    this.workspace = workspace;
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
    return new Answer(
        SenderRecords.senders(kept).entrySet().stream()
            .map(
                it ->
                    new Domain(
                        it.getKey(),
                        List.copyOf(it.getValue()),
                        SenderRecords.of(it.getKey(), kept.settings().email())))
            .toList());
  }
}
