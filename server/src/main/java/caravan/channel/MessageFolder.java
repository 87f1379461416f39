package caravan.channel;

import caravan.journey.tile.SendMessage;
import caravan.message.BadAddress;
import caravan.message.RenderFailed;
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
import java.util.UUID;

/**
 * Writes what leaves into a folder: each e-mail as an {@code .eml} file, text and push messages as
 * {@code .txt}, calls of webhooks as {@code .json}. Files are named by journey, run, step and
 * person, so that the same delivery writes the same file again.
 */
public final class MessageFolder implements Outbox {

  private static final int FAILURES_SHOWN = 5;

  /** In bytes of UTF-8; file systems take 255 and the ending. */
  private static final int LONGEST_NAME = 200;

  private final Path folder;
  private final LetterWriter letters;
  private final List<String> failures = new ArrayList<>();
  private final Map<Sending, Long> failedByMessage = new HashMap<>();
  private long written;
  private long failed;

  public MessageFolder(Path folder, Database db, Workspace workspace) {
    this.folder = folder;
    this.letters = new LetterWriter(db, workspace);
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
      for (var letter : letters.write(delivery.audience(), delivery.tile(), delivery.who())) {
        write(delivery, letter, target);
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

  private void write(Delivery delivery, Letter letter, Path target) throws IOException {
    var person = letter.person();
    var id =
        "%s.%s.%d".formatted(Long.toHexString(delivery.run()), delivery.step(), person.ordinal());
    var file = target.resolve(safe(person.key() + "-" + id) + ending(letter));
    try {
      if (letter.content() == null) {
        fail(delivery, letter, String.valueOf(letter.fault()));
      } else if (letter.channel().equals("email")) {
        Files.write(file, letter.eml(delivery.now(), id));
        written++;
      } else {
        Files.writeString(file, letter.content().text());
        written++;
      }
    } catch (BadAddress | RenderFailed e) {
      fail(delivery, letter, String.valueOf(e.getMessage()));
    }
  }

  private static String ending(Letter letter) {
    return switch (letter.channel()) {
      case "email" -> ".eml";
      case "webhook" -> ".json";
      default -> ".txt";
    };
  }

  private void fail(Delivery delivery, Letter letter, String why) {
    failed++;
    failedByMessage.merge(new Sending(delivery.journey(), letter.name()), 1L, Long::sum);
    if (failures.size() < FAILURES_SHOWN) {
      failures.add(letter.name() + " to '" + letter.person().key() + "': " + why);
    }
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
}
