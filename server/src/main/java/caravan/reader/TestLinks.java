package caravan.reader;

import caravan.message.ConsentPolicy;
import caravan.message.Footer;
import caravan.message.Message;
import caravan.message.ReaderLinks;
import java.util.Optional;

/**
 * The addresses in a letter that is sent to try its message out: it looks like what people get, but
 * they lead nowhere, and nobody notes who follows them.
 *
 * @param language of the reader, as a tag; empty where it is not known
 */
public record TestLinks(Message message, ConsentPolicy policy, String language)
    implements ReaderLinks {

  @Override
  public String unsubscribe() {
    return DEAD.unsubscribe();
  }

  @Override
  public String preferences() {
    return DEAD.preferences();
  }

  @Override
  public String confirm() {
    return DEAD.confirm();
  }

  @Override
  public Optional<Footer> footer() {
    return LetterLinks.footer(message, policy, language);
  }
}
