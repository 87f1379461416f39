package caravan.http;

import caravan.channel.Sending;
import caravan.channel.TestLetter;
import caravan.channel.TestSends;
import caravan.message.BadAddress;
import caravan.message.Channel;
import caravan.message.Eml;
import caravan.message.Message;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sends messages to try them out. */
@RestController
class MessageTestsResource {

  private final Editor editor;
  private final Readers readers;
  private final TestSends tests;
  private final Sending sending;
  private final Audit audit;

  MessageTestsResource(
      Editor editor, Readers readers, TestSends tests, Sending sending, Audit audit) {
    this.editor = editor;
    this.readers = readers;
    this.tests = tests;
    this.sending = sending;
    this.audit = audit;
  }

  /**
   * A message to be tried out.
   *
   * @param name of the message that it is; may be left out where there is a text
   * @param text as it is being written; where it is left out the message is sent as it is kept
   * @param format of the text
   * @param audience whose; may be left out where there is only one
   * @param key of the person whom it is written for
   * @param language in which they would get it; their own where it is left out
   * @param to addresses that get it
   * @param seeds whether the workspace's seeds get it too
   */
  @Schema(name = "MessageTest")
  record Wanted(
      @Nullable String name,
      @Nullable String format,
      @Nullable String text,
      @Nullable String audience,
      String key,
      @Nullable String language,
      @Nullable List<String> to,
      @Nullable Boolean seeds) {}

  /**
   * What became of it at an address.
   *
   * @param fate {@code sent}, {@code kept} (in the inbox), {@code refused}, or {@code unknown}
   *     where nobody said whether it was taken
   * @param detail in words, the mail server's where it said some
   */
  @Schema(name = "MessageTestResult")
  record Result(String to, String fate, String detail) {}

  /** What became of all. */
  @Schema(name = "MessageTestResults")
  record Answer(List<Result> results) {}

  /**
   * The addresses of those who look at what is sent.
   *
   * @param everyRun whether they get each e-mail of each run of a journey
   */
  @Schema(name = "Seeds")
  record Seeds(List<String> addresses, boolean everyRun) {}

  @Operation(summary = "The addresses of those who look at what is sent")
  @Needs(Scope.READ)
  @GetMapping("/api/v1/seeds")
  Seeds seeds() {
    var seeds = editor.kept().workspace().settings().seeds();
    return new Seeds(seeds.addresses(), seeds.everyRun());
  }

  @Operation(
      summary = "Sends an e-mail to try its message out",
      description =
          """
          It is written for a person, marked in its subject, and goes to up to 20 addresses by the \
          way that e-mail takes: a mail server, or the inbox. It counts nowhere, and its links do not \
          lead to what that person says. The answer comes once it is known what became of each.""")
  @Needs(Scope.EDIT)
  @PostMapping("/api/v1/messages/test")
  Answer send(@AuthenticationPrincipal Caller caller, @RequestBody Wanted wanted) {
    var kept = editor.kept();
    var to = addresses(wanted, kept);
    var audience = Questions.audience(kept.workspace().schema(), wanted.audience());
    var message = message(wanted, kept, audience);
    var letter = letter(wanted, kept, audience, message);
    if (sending.stopped().isPresent()) {
      throw Failure.conflict("sending-stopped", "all sending is stopped: release it first");
    }
    audit.note(
        caller,
        new Audit.Note(
            "message-tested",
            "message '" + message.name() + "'",
            null,
            Map.of("person", letter.person(), "to", to)));
    return new Answer(
        tests.send(letter, to).stream()
            .map(it -> new Result(it.to(), it.fate().name().toLowerCase(Locale.ROOT), it.detail()))
            .toList());
  }

  private static List<String> addresses(Wanted wanted, Kept kept) {
    var to = new LinkedHashSet<String>();
    var problems = new Problems();
    for (var text : wanted.to() == null ? List.<String>of() : wanted.to()) {
      try {
        Eml.requireAddress(text);
        to.add(text.strip());
      } catch (BadAddress e) {
        problems.add("address", Place.of("to"), String.valueOf(e.getMessage()));
      }
    }
    problems.throwIfAny();
    if (Boolean.TRUE.equals(wanted.seeds())) {
      to.addAll(kept.workspace().settings().seeds().addresses());
    }
    if (to.isEmpty() || to.size() > TestSends.MOST) {
      throw new InvalidInput(
          "addresses",
          Place.of("to"),
          "a test goes to 1 to %d addresses, not to %d".formatted(TestSends.MOST, to.size()));
    }
    return new ArrayList<>(to);
  }

  /** The message: as it is being written, or as it is kept. */
  private static Message message(Wanted wanted, Kept kept, Table audience) {
    var message =
        wanted.text() == null
            ? MessageDraft.readKept(kept, Members.required("name", wanted.name()), audience)
            : MessageDraft.read(kept, wanted.name(), wanted.format(), wanted.text(), audience);
    if (message.channel() != Channel.EMAIL) {
      throw new InvalidInput(
          "channel",
          Place.of("text"),
          "only e-mail can be sent to try it out, and this goes by " + message.channel().label());
    }
    return message;
  }

  private TestLetter letter(Wanted wanted, Kept kept, Table audience, Message message) {
    var key = Members.required("key", wanted.key());
    return readers
        .ask(
            reading ->
                TestLetter.of(
                    reading.db(),
                    kept.workspace(),
                    audience,
                    message,
                    Questions.person(reading, audience, key),
                    wanted.language(),
                    TestLetter.Mark.TEST))
        .orElseThrow(
            () ->
                Failure.notFound(
                    "there is no %s '%s'".formatted(audience.name(), Printable.line(key))));
  }
}
