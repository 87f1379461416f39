package caravan.http;

import caravan.channel.Preview;
import caravan.message.Message;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.profile.Table;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Readers;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Messages, and what they say. */
@RestController
@RequestMapping("/api/v1/messages")
class MessagesResource {

  private static final Documents.Kind KIND = MessageDraft.KIND;

  private static final Listing<MessageAnswer> LISTING =
      new Listing<>(
          MessageAnswer::name,
          Map.of(
              "format", MessageAnswer::format,
              "channel", MessageAnswer::channel,
              "kind", MessageAnswer::kind,
              "changed", message -> message.changed().toEpochMilli()));

  private final LiveWorkspace workspace;
  private final Editor editor;
  private final Readers readers;
  private final PreviewsResource previews;

  MessagesResource(
      LiveWorkspace workspace, Editor editor, Readers readers, PreviewsResource previews) {
    this.previews = previews;
    this.workspace = workspace;
    this.editor = editor;
    this.readers = readers;
  }

  /**
   * What a message says.
   *
   * @param format {@code md}, {@code mjml}, {@code html} or {@code txt}
   * @param text the whole file, with its front matter
   */
  @Schema(name = "MessageText")
  record Text(String format, String text) {}

  /**
   * A message to be checked.
   *
   * @param name of the message that it would be; may be left out
   */
  @Schema(name = "MessageCheck")
  record Checked(@Nullable String name, String format, String text) {}

  /**
   * A message to be looked at as somebody gets it.
   *
   * @param audience whose; may be left out where there is only one
   * @param name of the message that it is; may be left out
   * @param key of the person
   * @param language in which they would get it, {@code de}; their own where it is left out. A
   *     message that has a name is then shown in it, where it has a variant
   */
  @Schema(name = "MessagePreviewQuestion")
  record Previewed(
      @Nullable String name,
      String format,
      String text,
      @Nullable String audience,
      String key,
      @Nullable String language) {}

  /**
   * A message as one person would get it.
   *
   * @param page where it can be looked at, as long as it is one of the latest
   */
  @Schema(name = "Preview")
  record Shown(
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String from,
      @Nullable String to,
      String page) {}

  @Operation(
      summary = "All messages",
      description =
          "`sort` is `name`, `format`, `channel`, `kind` or `changed`, with `-` before it the other"
              + " way round.")
  @Needs(Scope.READ)
  @GetMapping
  Page<MessageAnswer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable List<String> channel) {
    var kept = editor.kept();
    var uses = Uses.in(kept.workspace());
    return LISTING.page(
        kept.workspace().messages().values().stream()
            .filter(message -> Listing.matches(search, message.name()))
            .filter(message -> Listing.isWanted(channel, message.channel().label()))
            .map(message -> line(kept, uses, message)),
        sort,
        cursor,
        limit);
  }

  private static MessageAnswer line(Kept kept, Uses uses, Message message) {
    var document = MessageDraft.document(kept, message.name()).orElseThrow();
    return MessageAnswer.of(
        message, uses, Objects.requireNonNull(kept.stand().versions().get(document)));
  }

  @Operation(summary = "A message, and what it says")
  @Needs(Scope.READ)
  @GetMapping("/{name}")
  ResponseEntity<MessageAnswer.Whole> show(@PathVariable String name) {
    return answer(editor.kept(), name, HttpStatus.OK);
  }

  private static ResponseEntity<MessageAnswer.Whole> answer(
      Kept kept, String name, HttpStatus status) {
    var message = MessageDraft.find(kept, name);
    var document = MessageDraft.document(kept, name).orElseThrow();
    return ResponseEntity.status(status)
        .eTag(Editor.version(kept, document).orElseThrow().etag())
        .body(
            new MessageAnswer.Whole(
                message.format().suffix(),
                Objects.requireNonNull(kept.stand().documents().text(document)),
                line(kept, Uses.in(kept.workspace()), message),
                message.uses().stream().map(path -> String.join(".", path)).toList()));
  }

  @Operation(
      summary = "Makes a message, or changes one",
      description =
          "An edit says in `If-Match` which version it is of. With `If-None-Match: *` it only makes"
              + " one.")
  @Needs(Scope.EDIT)
  @PutMapping("/{name}")
  ResponseEntity<MessageAnswer.Whole> put(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
      @RequestBody Text wanted) {
    var saved =
        editor.put(
            caller,
            KIND,
            name,
            MessageDraft.file(name, wanted.format()),
            MessageDraft.document(editor.kept(), name),
            Members.required("text", wanted.text()),
            new Editor.Condition(ifMatch, ifNoneMatch));
    return answer(saved.kept(), name, saved.isNew() ? HttpStatus.CREATED : HttpStatus.OK);
  }

  @Operation(summary = "Takes a message away that nothing sends")
  @Needs(Scope.EDIT)
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    var document =
        MessageDraft.document(editor.kept(), name).orElseThrow(() -> Editor.missing(KIND, name));
    editor.delete(caller, KIND, Uses.Kind.MESSAGE, name, document, ifMatch);
  }

  @Operation(
      summary = "Checks a message",
      description = "With a name also whether the steps that send it fit.")
  @Needs(Scope.READ)
  @PostMapping("/check")
  CheckAnswer check(@RequestBody Checked wanted) {
    var name = wanted.name() == null ? MessageDraft.UNNAMED : wanted.name();
    var document = MessageDraft.file(name, wanted.format());
    var texts = new LinkedHashMap<String, @Nullable String>();
    MessageDraft.document(editor.kept(), name)
        .filter(former -> !former.equals(document))
        .ifPresent(former -> texts.put(former, null));
    texts.put(document, Members.required("text", wanted.text()));
    return CheckAnswer.of(workspace, document, texts);
  }

  @Operation(summary = "Shows a message as somebody would get it", description = "Sends nothing.")
  @Needs(Scope.READ)
  @PostMapping("/preview")
  Shown preview(@RequestBody Previewed wanted) {
    var kept = editor.kept().workspace();
    var audience = Questions.audience(kept.schema(), wanted.audience());
    var message =
        MessageDraft.read(editor.kept(), wanted.name(), wanted.format(), wanted.text(), audience);
    var preview =
        readers.ask(
            reading ->
                Preview.of(
                    reading.db(),
                    kept,
                    audience,
                    message,
                    Questions.person(reading, audience, Members.required("key", wanted.key())),
                    wanted.language()));
    return shown(preview, audience, wanted.key());
  }

  private Shown shown(Optional<Preview> preview, Table audience, String key) {
    var found =
        preview.orElseThrow(
            () ->
                Failure.notFound(
                    "there is no %s '%s'".formatted(audience.name(), Printable.line(key))));
    if (found.fault() != null) {
      throw new InvalidInput("cannot-render", Place.of("text"), found.fault());
    }
    return new Shown(
        found.subject(),
        found.html(),
        found.text(),
        found.from(),
        found.to(),
        previews.keep(found));
  }

  @Operation(summary = "What sends a message, and what it names")
  @Needs(Scope.READ)
  @GetMapping("/{name}/uses")
  UseAnswer.Both uses(@PathVariable String name) {
    var kept = editor.kept();
    MessageDraft.find(kept, name);
    return UseAnswer.both(kept.workspace(), Uses.Kind.MESSAGE, name);
  }
}
