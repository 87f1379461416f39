package caravan.channel;

import caravan.message.Eml;
import caravan.message.Rendered;
import caravan.profile.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one person gets of a delivery.
 *
 * @param channel {@code email}, {@code sms}, {@code push} or {@code webhook}
 * @param name the message; of a call of a webhook its address
 * @param from the sender of an e-mail
 * @param content what it says; of a call its JSON; null where it could not be made
 * @param fault why it could not be made
 * @param body what a gateway is sent for it; null where none is
 */
record Letter(
    PersonRows.Person person,
    String channel,
    String name,
    @Nullable String from,
    @Nullable Rendered content,
    @Nullable String fault,
    @Nullable GatewayBody body) {

  private static final Pattern DOMAIN =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

  /** The same, by a gateway. */
  Letter with(GatewayBody gateway) {
    return new Letter(person, channel, name, from, content, fault, gateway);
  }

  /** Where it goes: an e-mail address or a telephone number. */
  @Nullable String to() {
    return switch (channel) {
      case "email" -> person.role(Role.EMAIL);
      case "sms" -> person.role(Role.PHONE);
      default -> null;
    };
  }

  /** Whether it goes to an address of the person's. */
  boolean needsAddress() {
    return channel.equals("email") || channel.equals("sms");
  }

  /**
   * An e-mail as it is sent.
   *
   * @param id tells it from all others; the same gives the same bytes
   */
  byte[] eml(Instant date, String id) {
    return Eml.write(
        Objects.requireNonNull(content),
        Objects.requireNonNull(from),
        Objects.requireNonNull(to()),
        person.role(Role.NAME),
        date,
        messageId(id, from));
  }

  /** Between which addresses it goes, as a mail server is told. */
  Eml.Envelope envelope() {
    return Eml.envelope(Objects.requireNonNull(from), String.valueOf(to()));
  }

  /** In letters and digits, since a step's id is any text. */
  static String messageId(String id, @Nullable String from) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "@" + hostOf(from);
  }

  /** The domain of an address or a sender, in ASCII; a reserved one where there is none. */
  static String hostOf(@Nullable String from) {
    var domain = from == null ? "" : from.substring(from.lastIndexOf('@') + 1).replace(">", "");
    return DOMAIN.matcher(domain.strip()).matches() ? domain.strip() : "caravan.invalid";
  }
}
