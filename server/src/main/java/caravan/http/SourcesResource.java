package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Source;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Outdated;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.source.Connection;
import caravan.source.RefreshLog;
import caravan.workspace.Documents;
import caravan.workspace.Settings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where segments come from. */
@RestController
@RequestMapping("/api/v1/sources")
class SourcesResource {

  private static final String INSIGHTS = "/customer-insights";

  private final Connection connection;
  private final LiveWorkspace workspace;
  private final Readers readers;
  private final Audit audit;

  SourcesResource(Connection connection, LiveWorkspace workspace, Readers readers, Audit audit) {
    this.connection = connection;
    this.workspace = workspace;
    this.readers = readers;
    this.audit = audit;
  }

  /**
   * A source of segments.
   *
   * @param connection null where there is none to be made
   */
  @Schema(name = "Source")
  record Answer(String source, String title, long segments, @Nullable Connected connection) {}

  /**
   * A connection to another system.
   *
   * @param settings null where it is not connected
   * @param secret whether a client secret is known
   * @param last the last refresh; null where there was none; likewise {@code lastGood}
   * @param next when it is refreshed again by itself
   */
  @Schema(name = "SourceConnection")
  record Connected(
      @Nullable Connecting settings,
      boolean secret,
      boolean refreshing,
      RefreshLog.@Nullable Entry last,
      RefreshLog.@Nullable Entry lastGood,
      @Nullable Instant next,
      List<String> warnings) {}

  /**
   * How to connect to Customer Insights.
   *
   * @param environment the address of the Dataverse environment
   * @param client the id of the application
   * @param authority where to sign in; Microsoft's own where it is left out
   * @param segmentPage the page of a segment, <code>{segment}</code> standing for its id
   * @param audience the table that the profiles become; {@code profile} where it is left out
   * @param refresh how often it is read: {@code 1 hour}
   * @param largestLoss the most that a segment may lose at once: {@code 50%}
   */
  @Schema(name = "CustomerInsights")
  record Connecting(
      String environment,
      String tenant,
      String client,
      @Nullable String authority,
      @Nullable String segmentPage,
      @Nullable String audience,
      @Nullable String refresh,
      @Nullable String largestLoss) {

    static Connecting of(Settings.Insights settings) {
      return new Connecting(
          settings.environment(),
          settings.tenant(),
          settings.client(),
          settings.authority(),
          settings.segmentPage(),
          settings.audience(),
          settings.refresh().toString(),
          settings.largestLoss() + "%");
    }

    Map<String, Object> tree() {
      var tree = new LinkedHashMap<String, Object>();
      put(tree, "environment", environment);
      put(tree, "tenant", tenant);
      put(tree, "client", client);
      put(tree, "authority", authority);
      put(tree, "segment-page", segmentPage);
      put(tree, "audience", audience);
      put(tree, "refresh", refresh);
      put(tree, "largest-loss", largestLoss);
      return tree;
    }

    private static void put(Map<String, Object> tree, String name, @Nullable String value) {
      if (value != null) {
        tree.put(name, value);
      }
    }
  }

  /** A client secret. */
  @Schema(name = "ClientSecret")
  record Secret(String secret) {

    @Override
    public String toString() {
      return "a secret";
    }
  }

  @Operation(summary = "Where segments come from, and how the connections are")
  @Needs(Scope.READ)
  @GetMapping
  Page<Answer> list() {
    var answers = new ArrayList<Answer>();
    for (var source : Source.values()) {
      var segments =
          workspace.kept().workspace().segments().values().stream()
              .filter(segment -> segment.source() == source)
              .count();
      answers.add(
          new Answer(
              source.label(),
              source.title(),
              segments,
              source == Source.CUSTOMER_INSIGHTS ? connected() : null));
    }
    return new Page<>(answers, null);
  }

  private Connected connected() {
    return new Connected(
        connection.settings().map(Connecting::of).orElse(null),
        connection.hasSecret(),
        connection.isRefreshing(),
        connection.last().orElse(null),
        connection.lastGood().orElse(null),
        connection.settings().flatMap(_ -> connection.nextRefresh()).orElse(null),
        connection.settings().isPresent() ? connection.warnings() : List.of());
  }

  @Operation(summary = "Connects to Customer Insights")
  @Needs(Scope.ADMIN)
  @PutMapping(INSIGHTS)
  Connected connect(@AuthenticationPrincipal Caller caller, @RequestBody Connecting wanted) {
    change(caller, "source-connected", wanted);
    var _ = connection.refreshSoon();
    return connected();
  }

  @Operation(
      summary = "Takes the client secret",
      description = "It is kept, and shown nowhere: in no answer, export or log.")
  @Needs(Scope.ADMIN)
  @PutMapping(INSIGHTS + "/secret")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void secret(@AuthenticationPrincipal Caller caller, @RequestBody Secret wanted) {
    if (Members.required("secret", wanted.secret()).isBlank()) {
      throw new InvalidInput("member", Place.of("secret"), "a secret is not blank");
    }
    readers.ask(
        reading -> {
          var note = note("source-secret-set", null, null);
          connection.secret(reading.db(), wanted.secret(), db -> audit.note(db, caller, note));
          return true;
        });
  }

  @Operation(
      summary = "Refreshes now",
      description = "Answers once everything was read and taken, or why it was not.")
  @Needs(Scope.EDIT)
  @PostMapping(INSIGHTS + "/refresh")
  RefreshLog.Entry refresh() {
    return connection.refreshSoon().join();
  }

  @Operation(
      summary = "Ends the connection to Customer Insights",
      description = "What was read last stays.")
  @Needs(Scope.ADMIN)
  @DeleteMapping(INSIGHTS)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disconnect(@AuthenticationPrincipal Caller caller) {
    change(caller, "source-disconnected", null);
  }

  private void change(Caller caller, String action, @Nullable Connecting wanted) {
    var note = note(action, connection.settings().map(Connecting::of).orElse(null), wanted);
    while (true) {
      var before = workspace.kept().stand();
      var root = before.documents().tree(Documents.ROOT);
      if (wanted == null) {
        root.remove("sources");
      } else {
        root.put("sources", Map.of("customer-insights", wanted.tree()));
      }
      var texts = new LinkedHashMap<String, @Nullable String>();
      texts.put(Documents.ROOT, Documents.write(root));
      try {
        var _ =
            workspace.change(
                new LiveWorkspace.Change(caller.user().name(), texts, Map.of()),
                before.last(),
                (db, _) -> audit.note(db, caller, note));
        return;
      } catch (Outdated _) {
        // somebody changed another part of the document; it goes into what it is now
      }
    }
  }

  private static Audit.Note note(
      String action, @Nullable Connecting before, @Nullable Connecting after) {
    return new Audit.Note(action, "Customer Insights", before, after);
  }
}
