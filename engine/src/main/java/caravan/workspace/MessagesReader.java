package caravan.workspace;

import caravan.message.Channel;
import caravan.message.Message;
import caravan.message.MessageFormat;
import caravan.message.MessageKind;
import caravan.message.MessageParser;
import caravan.message.Variant;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Role;
import caravan.profile.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the files of messages, one a file, and checks that the steps that send them fit. */
final class MessagesReader {

  private static final String FOLDER = "messages";

  private final Texts folder;
  private final List<Problem> warnings;
  private final Map<String, MessageFile> files = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, Variant> variants = new LinkedHashMap<>();

  /** Takes in the names and texts of all messages. */
  MessagesReader(Texts folder, List<Problem> warnings) {
    this.folder = folder;
    this.warnings = warnings;
    folder.list(FOLDER).forEach(this::file);
    for (var name : names) {
      Variant.parse(name)
          .filter(variant -> names.contains(variant.of()))
          .ifPresent(variant -> variants.put(name, variant));
    }
    variants
        .keySet()
        .removeIf(name -> variants.containsKey(Variant.parse(name).orElseThrow().of()));
  }

  private void file(String fileName) {
    var file = FOLDER + "/" + fileName;
    var format = MessageFormat.ofFile(fileName);
    if (format.isEmpty() || folder.isFolder(file)) {
      warnings.add(
          new Problem(
              "not-read",
              Place.of(file),
              "this is not read: messages are files that end in .md, .mjml, .html or .txt"));
      return;
    }
    var name = fileName.substring(0, fileName.length() - format.get().suffix().length() - 1);
    if (!names.add(name)) {
      var other = files.get(name);
      folder
          .problems()
          .add(
              "duplicate-name",
              Place.of(file),
              "there are two messages '%s'%s"
                  .formatted(name, other == null ? "" : ", the other is " + other.file()));
      return;
    }
    folder.text(file).ifPresent(text -> files.put(name, new MessageFile(file, text)));
  }

  /** The names of all messages that steps may send, those with faults too. */
  Set<String> names() {
    var sent = new LinkedHashSet<>(names);
    sent.removeAll(variants.keySet());
    return sent;
  }

  Map<String, MessageFile> files() {
    return files;
  }

  /**
   * The messages by name; those with faults are left out.
   *
   * @param uses the steps that send them: they say whose people a message is for
   */
  Map<String, Message> read(Language language, List<MessageUse> uses) {
    var messages = new LinkedHashMap<String, Message>();
    files.forEach(
        (name, file) -> message(name, file, language, uses).ifPresent(m -> messages.put(name, m)));
    variants.forEach((name, variant) -> belong(name, variant, messages));
    for (var use : uses) {
      Optional.ofNullable(messages.get(use.message())).ifPresent(message -> checkUse(use, message));
    }
    return messages;
  }

  /** Lets a default know of one of its variants. */
  private static void belong(String name, Variant variant, Map<String, Message> messages) {
    var message = messages.get(name);
    if (message != null) {
      messages.computeIfPresent(
          variant.of(),
          (_, other) -> {
            var all = new LinkedHashMap<>(other.variants());
            all.put(variant.language(), message);
            return other.with(all);
          });
    }
  }

  private Optional<Message> message(
      String name, MessageFile file, Language language, List<MessageUse> uses) {
    var audiences = new LinkedHashSet<Table>();
    var sent = variants.containsKey(name) ? variants.get(name).of() : name;
    for (var use : uses) {
      if (use.message().equals(sent) && use.audience() != null) {
        audiences.add(use.audience());
      }
    }
    if (!audiences.isEmpty()) {
      var read =
          audiences.stream().map(audience -> parse(name, file, language, audience, true)).toList();
      return read.getFirst();
    }
    var all = language.schema().audiences();
    for (var audience : all) {
      var read = parse(name, file, language, audience, false);
      if (read.isPresent()) {
        return read;
      }
    }
    return all.isEmpty() ? Optional.empty() : parse(name, file, language, all.getFirst(), true);
  }

  private Optional<Message> parse(
      String name, MessageFile file, Language language, Table audience, boolean telling) {
    var found = new Problems();
    var variant = variants.get(name);
    var of = variant == null ? null : files.get(variant.of());
    var message =
        MessageParser.parse(
            name,
            file.file(),
            file.text(),
            language.fields(audience),
            of == null ? null : of.text(),
            found);
    if (telling) {
      folder.problems().addAll(language.told(found));
    }
    return message;
  }

  private void checkUse(MessageUse use, Message message) {
    var channel = message.channel().label();
    if (!channel.equals(use.channel())) {
      folder
          .problems()
          .add(
              "channel",
              use.place(),
              "message '%s' is of channel %s, but the step is '%s:'"
                  .formatted(use.message(), channel, use.channel()));
    }
  }

  /** Warns of messages that nobody could get, and of those sent without anybody's consent. */
  static List<Problem> warnings(List<MessageUse> uses, Map<String, Message> messages) {
    var warnings = new LinkedHashSet<Problem>();
    for (var use : uses) {
      var audience = use.audience();
      var message = messages.get(use.message());
      if (audience == null || message == null) {
        continue;
      }
      var role = message.channel() == Channel.EMAIL ? Role.EMAIL : Role.PHONE;
      if (message.channel() != Channel.PUSH && audience.role(role).isEmpty()) {
        warnings.add(
            new Problem(
                "no-address",
                use.place(),
                "%s has no role '%s', so everyone would be blocked here: no-address"
                    .formatted(audience.name(), role.label())));
      }
      if (message.kind() == MessageKind.COMMERCIAL && audience.role(Role.CONSENT).isEmpty()) {
        warnings.add(
            new Problem(
                "no-consent-role",
                use.place(),
                "message '%s' is commercial, but %s has no role 'consent': nobody is asked"
                    .formatted(use.message(), audience.name())));
      }
    }
    return warnings.stream().collect(Collectors.toUnmodifiableList());
  }
}
