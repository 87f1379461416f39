package caravan.channel;

import caravan.cohort.Cohort;
import caravan.message.Eml;
import caravan.message.Message;
import caravan.message.Rendered;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Table;
import caravan.warehouse.Database;
import caravan.workspace.Workspace;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail to others than the person whom it is written for: as that person would get it, but
 * marked in its subject, and without anything by which it could be answered or counted.
 *
 * @param message its name
 * @param person the key of whom it is written for
 */
public record TestLetter(
    String message, String audience, String person, String from, Rendered content) {

  /** Why it is sent, which stands before its subject. */
  public enum Mark {
    /** To try the message out. */
    TEST("[Test]"),
    /** To those who look at what a run sends. */
    SEED("[Seed]");

    private final String words;

    Mark(String words) {
      this.words = words;
    }
  }

  /**
   * Writes one for somebody; nothing where their row is gone.
   *
   * @param language in which they would get it; null for their own
   * @throws InvalidInput where it cannot be written
   */
  public static Optional<TestLetter> of(
      Database db,
      Workspace workspace,
      Table audience,
      Message message,
      int person,
      @Nullable String language,
      Mark mark) {
    var marking = Marking.forTests(workspace.settings().consent());
    return new LetterWriter(db, workspace, marking, language)
        .messages(audience, message, message.channel().label(), Cohort.of(person)).stream()
            .findFirst()
            .map(letter -> of(letter, audience, mark));
  }

  private static TestLetter of(Letter letter, Table audience, Mark mark) {
    var content = letter.content();
    if (content == null) {
      throw new InvalidInput("cannot-render", Place.of("text"), String.valueOf(letter.fault()));
    }
    var subject = content.subject() == null ? mark.words : mark.words + " " + content.subject();
    return new TestLetter(
        letter.name(),
        audience.name(),
        letter.person().key(),
        Objects.requireNonNull(letter.from()),
        content.about(subject));
  }

  /** An id of a mail like no other. */
  String newId() {
    return Letter.messageId("test " + UUID.randomUUID(), from);
  }

  /** The mail to an address. */
  byte[] eml(String to, Instant now) {
    return Eml.write(content, from, to, null, now, newId());
  }
}
