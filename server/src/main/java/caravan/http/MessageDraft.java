package caravan.http;

import caravan.channel.Preview;
import caravan.message.Message;
import caravan.message.MessageFormat;
import caravan.message.MessageParser;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.workspace.Documents;
import caravan.workspace.MessageFile;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages as they are being written, and the documents that they are kept in. */
final class MessageDraft {

  static final Documents.Kind KIND = Documents.Kind.MESSAGE;

  /** What a message is called that has no name yet. */
  static final String UNNAMED = "unnamed";

  private MessageDraft() {}

  /** The document of a message that is there. */
  static Optional<String> document(Kept kept, String name) {
    return Optional.ofNullable(kept.workspace().messageFiles().get(name)).map(MessageFile::file);
  }

  /** A message that is there. */
  static Message find(Kept kept, String name) {
    return Optional.ofNullable(kept.workspace().messages().get(name))
        .orElseThrow(() -> Editor.missing(KIND, name));
  }

  /** The document of a message in a format. */
  static String file(String name, String format) {
    var suffixes = Arrays.stream(MessageFormat.values()).map(MessageFormat::suffix).toList();
    return KIND.document(name)
        + "."
        + Members.word(
            "format",
            Members.required("format", format),
            word -> Optional.of(word).filter(suffixes::contains),
            suffixes);
  }

  /** Reads a message as it is kept, for an audience. */
  static Message readKept(Kept kept, String name, Table audience) {
    var format = find(kept, name).format().suffix();
    var document = document(kept, name).orElseThrow();
    return read(kept, name, format, kept.stand().documents().text(document), audience);
  }

  /**
   * Reads a message, which has the variants that are kept.
   *
   * @param given its name; null where it has none
   */
  static Message read(
      Kept kept,
      @Nullable String given,
      @Nullable String format,
      @Nullable String text,
      Table audience) {
    var name = given == null ? UNNAMED : given;
    var known = Optional.ofNullable(kept.workspace().messages().get(name));
    var of = known.map(Message::variant).flatMap(variant -> document(kept, variant.of()));
    var problems = new Problems();
    var message =
        MessageParser.parse(
            name,
            file(name, Members.required("format", format)),
            Members.required("text", text),
            Preview.fields(audience, kept.workspace().schema()),
            of.map(document -> kept.stand().documents().text(document)).orElse(null),
            problems);
    problems.throwIfAny();
    return message.orElseThrow().with(known.map(Message::variants).orElse(Map.of()));
  }
}
