package caravan.workspace;

import caravan.journey.tile.Webhook;
import caravan.profile.Table;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a webhook: its address, and its body, whose texts are templates over the person. */
final class WebhookReader {

  private WebhookReader() {}

  static Optional<Webhook> read(Yaml yaml, Optional<Table> audience, Language language) {
    var mapping = yaml.mapping("a mapping of 'url' and 'body'");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    mapping.get().allow("a webhook", "url", "body");
    var url = mapping.get().require("a webhook", "url").flatMap(WebhookReader::url);
    var body = mapping.get().get("body").flatMap(value -> value.mapping("a mapping"));
    if (body.isPresent() && audience.isPresent()) {
      BodyTemplates.check(body.get().self(), language.fields(audience.get()), language);
    }
    return url.map(address -> new Webhook(address, body.map(Trees::of).orElse(Map.of())));
  }

  private static Optional<String> url(Yaml yaml) {
    var what = "an address like https://crm.example/hook";
    var text = yaml.text(what);
    if (text.isPresent() && !isHttp(text.get())) {
      yaml.expected(what);
    }
    return text;
  }

  static boolean isHttp(String text) {
    try {
      var uri = new URI(text);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return Set.of("http", "https").contains(scheme) && uri.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
