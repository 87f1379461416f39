package caravan.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a message on its way to a person, in the body that a gateway is sent: {@code
 * {{message.text}}}.
 *
 * @param id the same whenever the same message is tried for the same person
 * @param name of the message
 * @param channel {@code sms} or {@code push}
 * @param person the person's key
 * @param to the person's telephone number; null where the channel needs none
 * @param subject null where the message has none
 */
public record LetterValues(
    String id,
    String name,
    String channel,
    String person,
    @Nullable String to,
    @Nullable String subject,
    String text) {

  /** What templates call them. */
  public static final String NAME = "message";

  static final List<String> NAMES =
      List.of("id", "name", "channel", "person", "to", "subject", "text");

  /** The values by their names; missing ones are null. */
  public Map<String, @Nullable Object> values() {
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("id", id);
    values.put("name", name);
    values.put("channel", channel);
    values.put("person", person);
    values.put("to", to);
    values.put("subject", subject);
    values.put("text", text);
    return values;
  }
}
