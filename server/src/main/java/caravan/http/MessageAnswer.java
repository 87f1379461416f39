package caravan.http;

import caravan.message.Message;
import caravan.runtime.DocumentStore;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param format {@code md}, {@code mjml}, {@code html} or {@code txt}
 * @param channel {@code email}, {@code sms} or {@code push}
 * @param kind {@code commercial} or {@code transactional}
 * @param languages that it has variants in
 * @param variantOf the message that it is a variant of; null where it stands for itself
 * @param usedBy what sends it
 * @param changed when it was changed last
 * @param author who did
 */
@Schema(name = "Message")
record MessageAnswer(
    String name,
    String format,
    String channel,
    String kind,
    @Nullable String topic,
    @Nullable String from,
    List<String> languages,
    @Nullable String variantOf,
    List<UseAnswer> usedBy,
    Instant changed,
    String author) {

  /**
   * A message with what it says.
   *
   * @param text the whole file, with its front matter
   * @param columns those that it names, as {@code account.name}
   */
  @Schema(name = "MessageDefinition")
  record Whole(String format, String text, MessageAnswer message, List<String> columns) {}

  static MessageAnswer of(Message message, Uses uses, DocumentStore.Version version) {
    var variant = message.variant();
    return new MessageAnswer(
        message.name(),
        message.format().suffix(),
        message.channel().label(),
        message.kind().name().toLowerCase(Locale.ROOT),
        message.topic(),
        message.from(),
        List.copyOf(message.variants().keySet()),
        variant == null ? null : variant.of(),
        UseAnswer.users(uses, Uses.Kind.MESSAGE, message.name()),
        version.changed(),
        version.author());
  }
}
