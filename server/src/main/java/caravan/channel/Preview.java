package caravan.channel;

import caravan.cohort.Cohort;
import caravan.message.Fields;
import caravan.message.Message;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.warehouse.Database;
import caravan.workspace.Workspace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as one person would get it.
 *
 * @param subject null where the message has none
 * @param html null where there is only text
 * @param text null where it could not be made
 * @param from the sender of an e-mail
 * @param to where it would go; null where the person has no address
 * @param fault why it could not be made
 */
public record Preview(
    @Nullable String subject,
    @Nullable String html,
    @Nullable String text,
    @Nullable String from,
    @Nullable String to,
    @Nullable String fault) {

  /** What templates about an audience may name. */
  public static Fields fields(Table audience, Schema schema) {
    return PersonRows.fields(audience, schema);
  }

  /**
   * A preview for somebody; nothing where their row is gone.
   *
   * @param language in which they would get it; null for their own
   */
  public static Optional<Preview> of(
      Database db,
      Workspace workspace,
      Table audience,
      Message message,
      int person,
      @Nullable String language) {
    return new LetterWriter(db, workspace, Marking.NONE, language)
        .messages(audience, message, message.channel().label(), Cohort.of(person)).stream()
            .findFirst()
            .map(Preview::of);
  }

  private static Preview of(Letter letter) {
    var content = letter.content();
    return content == null
        ? new Preview(null, null, null, letter.from(), letter.to(), letter.fault())
        : new Preview(
            content.subject(), content.html(), content.text(), letter.from(), letter.to(), null);
  }
}
