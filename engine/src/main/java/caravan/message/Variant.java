package caravan.message;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * That a message is another one in a language: {@code welcome.de} is {@code welcome} in German.
 *
 * @param of the name of the other one, which is the default
 * @param language as files say it: {@code de}, {@code pt-BR}
 */
public record Variant(String of, String language) {

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** Reads a message's name; nothing where it does not end in a dot and a language. */
  public static Optional<Variant> parse(String name) {
    var dot = name.lastIndexOf('.');
    return dot < 1
        ? Optional.empty()
        : Optional.of(name.substring(dot + 1))
            .filter(Variant::isLanguage)
            .map(language -> new Variant(name.substring(0, dot), language));
  }

  /** Two letters of ISO 639, perhaps with a script and a region. */
  private static boolean isLanguage(String tag) {
    try {
      var locale = new Locale.Builder().setLanguageTag(tag).build();
      return LANGUAGES.contains(locale.getLanguage())
          && locale.getLanguage().length() == 2
          && locale.toLanguageTag().equals(tag);
    } catch (IllformedLocaleException _) {
      return false;
    }
  }
}
