package caravan.channel;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Webhook;
import caravan.message.BadAddress;
import caravan.message.Eml;
import caravan.message.Message;
import caravan.message.RenderFailed;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.runtime.Outbox;
import caravan.warehouse.Database;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what leaves into a folder: each e-mail as an {@code .eml} file, text and push messages as
 * {@code .txt}, calls of webhooks as {@code .json}. Files are named by journey, run, step and
 * person, so that the same delivery writes the same file again.
 */
public final class MessageFolder implements Outbox {

  private static final int FAILURES_SHOWN = 5;

  /** In bytes of UTF-8; file systems take 255 and the ending. */
  private static final int LONGEST_NAME = 200;

  private static final String NO_SENDER = "caravan@localhost.invalid";

  private final Path folder;
  private final Workspace workspace;
  private final PersonRows rows;
  private final Map<String, Calls> calls = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<Sending, Long> failedByMessage = new HashMap<>();
  private long written;
  private long failed;

  public MessageFolder(Path folder, Database db, Workspace workspace) {
    this.folder = folder;
    this.workspace = workspace;
    this.rows = new PersonRows(db, workspace.schema());
  }

  /** How many files were written. */
  public long written() {
    return written;
  }

  /** How many messages could not be written. */
  public long failed() {
    return failed;
  }

  private record Sending(String journey, String message) {}

  /** How many of a journey's messages could not be written. */
  public long failed(String journey, String message) {
    return failedByMessage.getOrDefault(new Sending(journey, message), 0L);
  }

  /** Why, for the first few. */
  public List<String> failures() {
    return failures;
  }

  @Override
  public void deliver(Delivery delivery) {
    try {
      var target =
          Files.createDirectories(
              folder.resolve(safe(delivery.journey())).resolve(safe(subject(delivery))));
      switch (delivery.tile()) {
        case SendMessage send ->
            write(
                delivery, Objects.requireNonNull(workspace.messages().get(send.message())), target);
        case Webhook webhook -> call(delivery, webhook, target);
        default -> throw new IllegalArgumentException("nothing to deliver: " + delivery.tile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to '" + folder + "': " + e.getMessage(), e);
    }
  }

  private static String subject(Delivery delivery) {
    return delivery.tile() instanceof SendMessage send
        ? send.message()
        : "webhook " + delivery.step();
  }

  private void write(Delivery delivery, Message message, Path target) throws IOException {
    var audience = workspace.schema().table(delivery.audience());
    for (var person : people(audience, message.uses(), delivery.who())) {
      var id =
          "%s.%s.%d".formatted(Long.toHexString(delivery.run()), delivery.step(), person.ordinal());
      try {
        var rendered =
            message.render(
                person.values(), person.locale(), person.zone(workspace.settings().zone()));
        if (delivery.tile() instanceof SendMessage send && send.channel().equals("email")) {
          var bytes =
              Eml.write(
                  rendered,
                  sender(message),
                  Objects.requireNonNull(person.role(Role.EMAIL)),
                  person.role(Role.NAME),
                  delivery.now(),
                  messageId(id));
          Files.write(target.resolve(safe(person.key() + "-" + id) + ".eml"), bytes);
        } else {
          Files.writeString(
              target.resolve(safe(person.key() + "-" + id) + ".txt"), rendered.text());
        }
        written++;
      } catch (BadAddress | RenderFailed e) {
        failed++;
        failedByMessage.merge(new Sending(delivery.journey(), message.name()), 1L, Long::sum);
        if (failures.size() < FAILURES_SHOWN) {
          failures.add(message.name() + " to '" + person.key() + "': " + e.getMessage());
        }
      }
    }
  }

  private String sender(Message message) {
    return message.from() != null ? message.from() : workspace.settings().from().orElse(NO_SENDER);
  }

  private void call(Delivery delivery, Webhook webhook, Path target) throws IOException {
    var audience = workspace.schema().table(delivery.audience());
    var body =
        calls.computeIfAbsent(
            delivery.journey() + "\n" + delivery.step(),
            _ -> new Calls(webhook, audience, workspace.schema()));
    for (var person : people(audience, body.uses(), delivery.who())) {
      var id =
          "%s.%s.%d".formatted(Long.toHexString(delivery.run()), delivery.step(), person.ordinal());
      Files.writeString(
          target.resolve(safe(person.key() + "-" + id) + ".json"),
          body.render(person.values(), person.locale(), person.zone(workspace.settings().zone())),
          StandardCharsets.UTF_8);
      written++;
    }
  }

  private Iterable<PersonRows.Person> people(Table audience, List<List<String>> uses, Cohort who) {
    return rows.of(audience, uses, who);
  }

  /** The same for the same delivery; in letters and digits, since a step's id is any text. */
  private static String messageId(String id) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "@caravan.invalid";
  }

  /** A name that every file system takes, different for different texts. */
  static String safe(String text) {
    var safe = new StringBuilder();
    for (var letter : text.codePoints().toArray()) {
      if (Character.isLetterOrDigit(letter) || letter == '-' || letter == '.' || letter == ' ') {
        safe.appendCodePoint(letter);
      } else {
        safe.append('_').append(Integer.toHexString(letter)).append('_');
      }
    }
    var name = safe.toString();
    if (name.startsWith(".")) {
      name = "_" + name;
    }
    return bytes(name) <= LONGEST_NAME
        ? name
        : start(name, LONGEST_NAME - 40)
            + "-"
            + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** As much of a text's beginning as fits into some bytes. */
  private static String start(String text, int bytes) {
    var end = Math.min(text.length(), bytes);
    while (bytes(text.substring(0, end)) > bytes) {
      end--;
    }
    var cutsInTwo = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, cutsInTwo ? end - 1 : end);
  }

  /** The body of a webhook with its texts as templates. */
  static final class Calls {

    private final Webhook webhook;
    private final JsonTemplate body;

    Calls(Webhook webhook, Table audience, caravan.profile.Schema schema) {
      this.webhook = webhook;
      this.body = new JsonTemplate(webhook.body(), PersonRows.fields(audience, schema));
    }

    List<List<String>> uses() {
      return body.uses();
    }

    String render(
        Map<String, @Nullable Object> values, java.util.Locale locale, java.time.ZoneId zone) {
      var call = new java.util.LinkedHashMap<String, @Nullable Object>();
      call.put("url", webhook.url());
      call.put("body", body.render(values, locale, zone));
      return JsonTemplate.text(call);
    }
  }
}
