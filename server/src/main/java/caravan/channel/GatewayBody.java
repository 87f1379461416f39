package caravan.channel;

import caravan.message.LetterValues;
import caravan.message.Rendered;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is sent for a message: the body that the channel's settings say, or the usual one.
 *
 * @param template null for the usual one
 * @param zone of people who have none
 */
record GatewayBody(@Nullable JsonTemplate template, ZoneId zone) {

  /** That of one person's message. */
  Object of(Letter letter, Rendered content, String id) {
    var person = letter.person();
    var message =
        new LetterValues(
                id,
                letter.name(),
                letter.channel(),
                person.key(),
                letter.to(),
                content.subject(),
                content.text())
            .values();
    if (template == null) {
      message.values().removeIf(Objects::isNull);
      return message;
    }
    var values = new LinkedHashMap<String, @Nullable Object>(Map.copyOf(person.values()));
    values.put(LetterValues.NAME, message);
    return template.render(values, person.locale(), person.zone(zone));
  }
}
