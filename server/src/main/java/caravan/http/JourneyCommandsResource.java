package caravan.http;

import caravan.runtime.JourneyCommands;
import caravan.runtime.JourneyCommands.Change;
import caravan.runtime.LiveWorkspace;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Documents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done with journeys; 409 where its state does not allow that. */
@RestController
@RequestMapping("/api/v1/journeys/{name}")
class JourneyCommandsResource {

  private final LiveWorkspace workspace;
  private final Editor editor;
  private final Audit audit;
  private final InstantSource clock;

  JourneyCommandsResource(
      LiveWorkspace workspace, Editor editor, Audit audit, InstantSource clock) {
    this.workspace = workspace;
    this.editor = editor;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * When a journey is to go live.
   *
   * @param at an instant to come; now where it is left out
   */
  @Schema(name = "GoingLive")
  record GoingLive(@Nullable Instant at) {}

  @Operation(
      summary = "Puts a journey live, now or at an instant to come",
      description = "A plan is kept until then; after an outage it goes live at once.")
  @Needs(Scope.EDIT)
  @PostMapping("/live")
  JourneyAnswer live(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestBody(required = false) @Nullable GoingLive wanted) {
    var at = wanted == null ? null : wanted.at();
    return at == null
        ? command(caller, name, "journey-live", null, commands -> commands.live(name))
        : command(
            caller,
            name,
            "journey-planned",
            at,
            commands -> commands.plan(name, at, caller.user().name()));
  }

  @Operation(summary = "Takes the plan to put a journey live back")
  @Needs(Scope.EDIT)
  @DeleteMapping("/live")
  JourneyAnswer cancel(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return command(
        caller, name, "journey-plan-taken-back", null, commands -> commands.cancel(name));
  }

  @Operation(summary = "Holds everybody where they are, until it resumes")
  @Needs(Scope.EDIT)
  @PostMapping("/pause")
  JourneyAnswer pause(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return command(caller, name, "journey-paused", null, commands -> commands.pause(name));
  }

  @Operation(summary = "Lets a journey that is paused or held go on")
  @Needs(Scope.EDIT)
  @PostMapping("/resume")
  JourneyAnswer resume(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return command(caller, name, "journey-resumed", null, commands -> commands.resume(name));
  }

  @Operation(summary = "Ends a journey for good: everybody in it leaves")
  @Needs(Scope.EDIT)
  @PostMapping("/stop")
  JourneyAnswer stop(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return command(caller, name, "journey-stopped", null, commands -> commands.stop(name));
  }

  @Operation(summary = "Puts a draft, or a journey that was stopped, away")
  @Needs(Scope.EDIT)
  @PostMapping("/archive")
  JourneyAnswer archive(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return command(
        caller,
        name,
        "journey-archived",
        null,
        commands -> commands.archive(name, caller.user().name()));
  }

  @Operation(summary = "Takes a journey out of the archive")
  @Needs(Scope.EDIT)
  @PostMapping("/unarchive")
  JourneyAnswer unarchive(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return command(caller, name, "journey-unarchived", null, commands -> commands.unarchive(name));
  }

  private JourneyAnswer command(
      Caller caller,
      String name,
      String action,
      @Nullable Instant at,
      Function<JourneyCommands, Change> command) {
    JourneysResource.find(editor.kept(), name);
    var _ =
        command.apply(
            new JourneyCommands(
                workspace,
                (db, change) ->
                    audit.note(
                        db,
                        caller,
                        new Audit.Note(
                            action,
                            Editor.target(Documents.Kind.JOURNEY, name),
                            state(change.before(), null),
                            state(change.after(), at)))));
    var kept = editor.kept();
    return JourneyAnswer.of(
        JourneysResource.find(kept, name),
        workspace.live().standing().state(name),
        workspace.shelved(),
        kept.workspace().schema(),
        clock.instant());
  }

  private static Map<String, Object> state(String state, @Nullable Instant at) {
    var noted = new LinkedHashMap<String, Object>();
    noted.put("state", state);
    if (at != null) {
      noted.put("at", at);
    }
    return noted;
  }
}
