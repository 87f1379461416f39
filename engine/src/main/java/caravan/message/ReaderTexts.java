package caravan.message;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/** What we say to readers, in their language where we know it, in English else. */
public final class ReaderTexts {

  /** The languages that there are. */
  public static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "it", "nl");

  private static final Map<String, ReaderTexts> KNOWN = new ConcurrentHashMap<>();

  private final String language;
  private final ResourceBundle texts;

  private ReaderTexts(String language) {
    this.language = language;
    this.texts =
        ResourceBundle.getBundle(
            "caravan.message.reader",
            language.equals("en") ? Locale.ROOT : Locale.of(language),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  public static ReaderTexts of(Locale locale) {
    var language = LANGUAGES.contains(locale.getLanguage()) ? locale.getLanguage() : "en";
    return KNOWN.computeIfAbsent(language, ReaderTexts::new);
  }

  /** The language in which it is said. */
  public String language() {
    return language;
  }

  /** A text, with values in place of {@code {0}}. */
  public String get(String key, Object... values) {
    return MessageFormat.format(texts.getString(key), values);
  }
}
