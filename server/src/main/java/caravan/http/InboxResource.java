package caravan.http;

import caravan.channel.Inbox;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The messages that were kept here instead of being sent. */
@RestController
@RequestMapping("/api/v1/inbox")
class InboxResource {

  private final Readers readers;

  InboxResource(Readers readers) {
    this.readers = readers;
  }

  /**
   * A letter in the inbox.
   *
   * @param person their key
   * @param message its name; of a call of a webhook its address
   * @param fault why it could not be made; null where it could
   */
  @Schema(name = "Letter")
  record Answer(
      long id,
      Instant sent,
      String journey,
      String step,
      String audience,
      String person,
      String channel,
      String message,
      @Nullable String from,
      @Nullable String to,
      @Nullable String subject,
      @Nullable String fault) {

    static Answer of(Inbox.Kept kept) {
      return new Answer(
          kept.id(),
          kept.sent(),
          kept.journey(),
          kept.step(),
          kept.audience(),
          kept.person(),
          kept.channel(),
          kept.message(),
          kept.from(),
          kept.to(),
          kept.subject(),
          kept.fault());
    }
  }

  /**
   * A letter with what it says.
   *
   * @param unsubscribe the address of its one click (RFC 8058); null where it has none
   */
  @Schema(name = "OpenLetter")
  record Whole(
      Answer letter, @Nullable String html, @Nullable String text, @Nullable String unsubscribe) {

    /** Where a mail program sends {@code List-Unsubscribe=One-Click} for its user. */
    static Whole of(Inbox.Kept kept) {
      var header = kept.headers().get("List-Unsubscribe");
      var address = header == null ? null : header.substring(1, header.length() - 1);
      return new Whole(Answer.of(kept), kept.html(), kept.text(), address);
    }
  }

  @Operation(summary = "The newest letters first")
  @Needs(Scope.READ)
  @GetMapping
  Page<Answer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String journey,
      @RequestParam(required = false) @Nullable String message,
      @RequestParam(required = false) @Nullable String person,
      @RequestParam(required = false) @Nullable String search) {
    var most = Page.limit(limit);
    var before = Cursor.readNumber(cursor).orElse(null);
    var filter = new Inbox.Filter(journey, message, person, search);
    var letters = readers.ask(reading -> Inbox.list(reading.db(), filter, before, most + 1));
    return Page.of(
        letters.stream().map(Answer::of).toList(), most, letter -> Long.toString(letter.id()));
  }

  @Operation(summary = "A letter as its reader would have got it")
  @Needs(Scope.READ)
  @GetMapping("/{id}")
  Whole one(@PathVariable long id) {
    var kept = find(id);
    return Whole.of(kept);
  }

  @Operation(summary = "What a letter says, as a page of its own")
  @Needs(Scope.READ)
  @GetMapping(path = "/{id}/page", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> page(@PathVariable long id, HttpServletRequest request) {
    var kept = find(id);
    return LetterFrame.of(kept.html(), kept.text(), request);
  }

  @Operation(summary = "An e-mail as it would have been sent (RFC 5322)")
  @Needs(Scope.READ)
  @GetMapping(path = "/{id}/eml", produces = "message/rfc822")
  ResponseEntity<byte[]> eml(@PathVariable long id) {
    var mail =
        find(id).eml().orElseThrow(() -> Failure.notFound("this letter is no e-mail to anybody"));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("message/rfc822"))
        .header("Content-Disposition", "attachment; filename=\"letter-" + id + ".eml\"")
        .body(mail);
  }

  private Inbox.Kept find(long id) {
    return readers
        .ask(reading -> Inbox.find(reading.db(), id))
        .orElseThrow(() -> Failure.notFound("there is no letter " + id + " in the inbox"));
  }
}
