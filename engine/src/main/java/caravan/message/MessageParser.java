package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.segment.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the file of a message, and reports every fault in it at once. */
public final class MessageParser {

  private static final List<String> KEYS =
      List.of("channel", "subject", "from", "kind", "topic", "expires", "once-per-address");
  private static final int LONGEST = 1 << 20;

  /** What a variant says by itself; all else is said by its default. */
  private static final List<String> KEYS_OF_VARIANT = List.of("subject", "from");

  private final String file;
  private final Fields fields;
  private final Problems problems;
  private final FrontMatter front;

  private MessageParser(String file, String text, Fields fields, Problems problems) {
    this.file = file;
    this.fields = fields;
    this.problems = problems;
    this.front = FrontMatter.split(file, text, KEYS, problems);
  }

  /**
   * Reads a message.
   *
   * @param name what journeys call it
   * @param file its file, as faults should name it; the ending says the format
   * @param text what the file holds
   * @return nothing if there were faults
   */
  public static Optional<Message> parse(
      String name, String file, String text, Fields fields, Problems problems) {
    return parse(name, file, text, fields, null, problems);
  }

  /**
   * Reads a message that may be a variant of another one.
   *
   * @param of the text of its default; null where it stands for itself
   */
  public static Optional<Message> parse(
      String name,
      String file,
      String text,
      Fields fields,
      @Nullable String of,
      Problems problems) {
    var format = MessageFormat.ofFile(file);
    if (format.isEmpty()) {
      problems.add(
          "unknown-format", Place.of(file), "a message's file ends in .md, .mjml, .html or .txt");
      return Optional.empty();
    }
    if (text.length() > LONGEST) {
      problems.add(
          "too-long",
          Place.of(file),
          "a message may have a million characters, not " + text.length());
      return Optional.empty();
    }
    var unkept = firstUnkept(text);
    if (unkept >= 0) {
      problems.add(
          "text",
          Place.of(file, (int) text.chars().limit(unkept).filter(c -> c == '\n').count() + 1),
          "a text has a character that cannot be kept (NUL, or half of a character)");
      return Optional.empty();
    }
    var found = new Problems();
    var parser = new MessageParser(file, normal(text), fields, found);
    var message =
        of == null ? parser.message(name, format.get()) : parser.variant(name, format.get(), of);
    problems.addAll(found.list());
    return found.isEmpty() ? message : Optional.empty();
  }

  /** Where a character is that no database keeps; -1 where there is none. */
  private static int firstUnkept(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.codePointAt(i);
      if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(c) - 1;
    }
    return -1;
  }

  /**
   * Without a byte order mark, line ends of other systems and the characters that we mark values
   * with.
   */
  private static String normal(String text) {
    return text.replace("\uFEFF", "")
        .replace("\r\n", "\n")
        .replace('\r', '\n')
        .replace(Values.OPEN, '\uFFFD')
        .replace(Values.CLOSE, '\uFFFD');
  }

  private MessageHead head() {
    var channel =
        choice("channel", Channel.EMAIL, Channel::of, labels(Channel.values(), Channel::label));
    var kind =
        choice(
            "kind",
            MessageKind.COMMERCIAL,
            MessageKind::of,
            labels(MessageKind.values(), MessageKind::label));
    return new MessageHead(
        channel, kind, text("topic"), from(channel), expires(), oncePerAddress(channel));
  }

  private Optional<Message> message(String name, MessageFormat format) {
    var head = head();
    checkFit(head.channel(), format);
    var subject = subject(head.channel());
    var origin = new Origin(new Place(file, front.bodyLine(), 1));
    return MessageBody.compile(front.body(), format, fields.withLinks(), origin, problems)
        .map(body -> new Message(name, head, format, subject, body, null));
  }

  /** What its default says beside subject and sender holds for it, too. */
  private Optional<Message> variant(String name, MessageFormat format, String of) {
    var unheard = new Problems(); // what is wrong there is said there
    var head =
        new MessageParser(file, normal(of), fields, unheard).head().withFrom(from(Channel.EMAIL));
    for (var key : front.values().entrySet()) {
      if (!KEYS_OF_VARIANT.contains(key.getKey())) {
        problems.add(
            "variant",
            key.getValue().place(),
            "'%s' stands in the default message, and holds for each language"
                .formatted(key.getKey()));
      }
    }
    checkFit(head.channel(), format);
    var subject = subject(head.channel());
    var origin = new Origin(new Place(file, front.bodyLine(), 1));
    return MessageBody.compile(front.body(), format, fields.withLinks(), origin, problems)
        .map(
            body ->
                new Message(name, head, format, subject, body, Variant.parse(name).orElseThrow()));
  }

  private <T> T choice(
      String key, T otherwise, Function<String, Optional<T>> of, List<String> labels) {
    var value = front.get(key);
    if (value == null) {
      return otherwise;
    }
    var chosen = of.apply(value.text());
    if (chosen.isEmpty()) {
      var message = "unknown " + key + " '" + value.text() + "'";
      problems.addUnknown("unknown-value", value.place(), message, value.text(), labels);
    }
    return chosen.orElse(otherwise);
  }

  private static <T> List<String> labels(T[] values, Function<T, String> label) {
    return Arrays.stream(values).map(label).toList();
  }

  private @Nullable String text(String key) {
    var value = front.get(key);
    return value == null || value.text().isBlank() ? null : value.text();
  }

  private boolean oncePerAddress(Channel channel) {
    var value = front.get("once-per-address");
    if (value == null) {
      return false;
    }
    if (!List.of("true", "false").contains(value.text())) {
      problems.add("kind", value.place(), "'once-per-address' is true or false");
    } else if (channel == Channel.PUSH) {
      problems.add("kind", value.place(), "a push message goes to no address");
    }
    return value.text().equals("true");
  }

  private @Nullable Span expires() {
    var value = front.get("expires");
    if (value == null) {
      return null;
    }
    var span = Span.parse(value.text()).filter(time -> time.amount() > 0);
    if (span.isEmpty()) {
      problems.add("kind", value.place(), "'expires' is a time like 2 days");
    }
    return span.orElse(null);
  }

  private @Nullable String from(Channel channel) {
    var value = front.get("from");
    if (value != null && channel == Channel.EMAIL) {
      try {
        Addresses.sender(value.text());
      } catch (BadAddress e) {
        problems.add("bad-address", value.place(), "'from': " + e.getMessage());
      }
    }
    return text("from");
  }

  private void checkFit(Channel channel, MessageFormat format) {
    if (channel == Channel.EMAIL || format == MessageFormat.TEXT) {
      return;
    }
    var message =
        "a message of channel " + channel.label() + " is text alone: its file ends in .txt";
    problems.add("wrong-format", Place.of(file, 1), message);
  }

  private @Nullable TextTemplate subject(Channel channel) {
    var value = front.get("subject");
    if (value == null || value.text().isBlank()) {
      if (channel == Channel.EMAIL && front.readable()) {
        problems.add("missing-subject", Place.of(file, 1), "an email needs a 'subject'");
      }
      return null;
    }
    if (channel == Channel.SMS) {
      problems.add("wrong-format", value.place(), "an sms has no subject");
    }
    return TextTemplate.compile(value.text(), fields, value.place(), Escape.NONE, problems)
        .orElse(null);
  }
}
