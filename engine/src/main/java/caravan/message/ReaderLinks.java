package caravan.message;

import java.util.Map;
import java.util.Optional;

/** The addresses by which the reader of one letter answers it. */
public interface ReaderLinks {

  /** What templates call them: {@code {{links.unsubscribe}}}. */
  String NAME = "links";

  String UNSUBSCRIBE = "unsubscribe";
  String PREFERENCES = "preferences";
  String CONFIRM = "confirm";

  /** Those of a letter that nobody gets: they lead nowhere. */
  ReaderLinks DEAD =
      new ReaderLinks() {
        @Override
        public String unsubscribe() {
          return "#" + UNSUBSCRIBE;
        }

        @Override
        public String preferences() {
          return "#" + PREFERENCES;
        }

        @Override
        public String confirm() {
          return "#" + CONFIRM;
        }
      };

  /** Where its reader says that they want no more of it. */
  String unsubscribe();

  /** Where its reader chooses what they get. */
  String preferences();

  /** Where its reader says that they do want it. */
  String confirm();

  /** The address that leads to a target; the target itself where nobody notes who goes there. */
  default String to(String target) {
    return target;
  }

  /** A picture that is not seen, and tells that the letter is. */
  default Optional<String> pixel() {
    return Optional.empty();
  }

  /** A link that no reader sees: who follows it is none. */
  default Optional<String> trap() {
    return Optional.empty();
  }

  /** What is added below; nothing for none. */
  default Optional<Footer> footer() {
    return Optional.empty();
  }

  /** What mail programs are told beside the letter. */
  default Map<String, String> headers() {
    return Map.of();
  }

  /** The values for a template; each is made when it is asked for. */
  default Map<String, String> values() {
    return new LinkValues(this);
  }
}
