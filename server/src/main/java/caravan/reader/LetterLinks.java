package caravan.reader;

import caravan.message.Channel;
import caravan.message.ConsentPolicy;
import caravan.message.Footer;
import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.message.ReaderLinks;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The addresses in one letter. */
final class LetterLinks implements ReaderLinks {

  /** Comes back with the letter where it is returned. */
  static final String HEADER = "X-Caravan-Letter";

  private final ReaderKey key;
  private final String base;
  private final LetterId letter;
  private final Message message;
  private final ConsentPolicy policy;
  private final boolean tracked;
  private final String unsubscribe;
  private final String preferences;

  /**
   * Those of a letter.
   *
   * @param base what addresses of ours begin with
   * @param tracked whether it is noted what its reader does with it
   */
  LetterLinks(
      ReaderKey key,
      String base,
      LetterId letter,
      Message message,
      ConsentPolicy policy,
      boolean tracked) {
    this.key = key;
    this.base = base;
    this.letter = letter;
    this.message = message;
    this.policy = policy;
    this.tracked = tracked;
    this.unsubscribe = address(Token.Kind.UNSUBSCRIBE, "");
    this.preferences = address(Token.Kind.PREFERENCES, "");
  }

  private String address(Token.Kind kind, String detail) {
    return base + key.sign(new Token(kind, letter, detail));
  }

  @Override
  public String unsubscribe() {
    return unsubscribe;
  }

  @Override
  public String preferences() {
    return preferences;
  }

  @Override
  public String confirm() {
    return address(Token.Kind.CONFIRM, Objects.requireNonNullElse(message.topic(), ""));
  }

  private boolean isMail() {
    return message.channel() == Channel.EMAIL;
  }

  private boolean isAdvertising() {
    return message.kind() == MessageKind.COMMERCIAL;
  }

  /** Where it is noted who goes there: an address of ours that knows the target. */
  @Override
  public String to(String target) {
    return tracked && isMail() && !target.startsWith(base)
        ? address(Token.Kind.CLICK, target)
        : target;
  }

  @Override
  public Optional<String> pixel() {
    return tracked && isMail() ? Optional.of(address(Token.Kind.OPEN, "")) : Optional.empty();
  }

  @Override
  public Optional<String> trap() {
    return tracked && isMail() ? Optional.of(address(Token.Kind.TRAP, "")) : Optional.empty();
  }

  @Override
  public Optional<Footer> footer() {
    return footer(message, policy, letter.language());
  }

  /** What stands below an advertising e-mail. */
  static Optional<Footer> footer(Message message, ConsentPolicy policy, String language) {
    return message.channel() == Channel.EMAIL && message.kind() == MessageKind.COMMERCIAL
        ? Optional.of(new Footer(Locale.forLanguageTag(language), policy.postalAddress()))
        : Optional.empty();
  }

  @Override
  public Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    if (isMail()) {
      headers.put(HEADER, key.sign(new Token(Token.Kind.LETTER, letter, "")));
    }
    if (isMail() && isAdvertising()) {
      headers.put("List-Unsubscribe", "<" + unsubscribe + ">");
      headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    return headers;
  }
}
