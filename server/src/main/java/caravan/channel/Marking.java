package caravan.channel;

import caravan.message.ConsentPolicy;
import caravan.message.Consents;
import caravan.message.Message;
import caravan.message.ReaderLinks;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.reader.LetterId;
import caravan.reader.Marks;
import caravan.reader.TestLinks;
import caravan.runtime.DeliveryLog.Pending;
import java.util.Locale;

/** Gives each letter of a delivery the links by which its reader answers. */
@FunctionalInterface
interface Marking {

  /** For letters that nobody answers. */
  Marking NONE = (_, _, _) -> ReaderLinks.DEAD;

  ReaderLinks links(Table audience, Message message, PersonRows.Person person);

  /** For a delivery, by what people said until now. */
  static Marking of(Marks marks, Pending delivery, ConsentPolicy policy, Consents consents) {
    return (audience, message, person) ->
        marks.of(
            new LetterId(
                audience.name(),
                person.ordinal(),
                delivery.run(),
                delivery.id(),
                message.name(),
                message.channel().label(),
                language(person)),
            message,
            policy,
            consents);
  }

  /** For letters that are sent to try a message out. */
  static Marking forTests(ConsentPolicy policy) {
    return (_, message, person) -> new TestLinks(message, policy, language(person));
  }

  /** Only the language is said to anybody: a few letters, whatever a row holds. */
  private static String language(PersonRows.Person person) {
    return person.role(Role.LANGUAGE) == null
        ? ""
        : Locale.of(person.locale().getLanguage()).getLanguage();
  }
}
