package caravan.workspace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how mails are signed. */
final class DkimReader {

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern SELECTOR = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");
  private static final int LONGEST = 200;

  private DkimReader() {}

  static Optional<Settings.Dkim> read(Yaml yaml) {
    var what = "the signing of mails";
    var mapping = yaml.mapping("a mapping of 'selector', 'domain' and 'key'");
    mapping.ifPresent(it -> it.allow(what, "selector", "domain", "key"));
    var selector =
        mapping
            .flatMap(it -> it.require(what, "selector"))
            .flatMap(it -> name(it, SELECTOR, "a selector like caravan"));
    var domain =
        mapping
            .flatMap(it -> it.require(what, "domain"))
            .flatMap(it -> name(it, DOMAIN, "a domain in ASCII like harbour.example"));
    var key = mapping.flatMap(it -> it.require(what, "key")).flatMap(SecretSourceReader::read);
    return selector.isEmpty() || domain.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Settings.Dkim(selector.get(), domain.get(), key.get()));
  }

  private static Optional<String> name(Yaml yaml, Pattern pattern, String what) {
    var text = yaml.text(what);
    var fits = text.filter(it -> it.length() <= LONGEST && pattern.matcher(it).matches());
    if (text.isPresent() && fits.isEmpty()) {
      yaml.expected(what);
    }
    return fits.map(it -> it.toLowerCase(Locale.ROOT));
  }
}
