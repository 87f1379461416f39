package caravan.workspace;

import caravan.message.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the channels whose messages leave as calls over HTTP. */
final class HttpChannelReader {

  /** The channels that have a gateway. */
  static final List<String> GATEWAYS = List.of(Channel.SMS.label(), Channel.PUSH.label());

  /** The steps of journeys that call by themselves. */
  static final String STEPS = "webhook";

  private static final Pattern SECONDS = Pattern.compile("([1-9]\\d{0,2})\\s+seconds?");
  private static final List<String> COMMON =
      List.of("secret", "timeout", "allow-private", "connections", "rate", "attempts", "unknown");

  private HttpChannelReader() {}

  static Map<String, HttpChannel> read(Mapping channels) {
    var read = new LinkedHashMap<String, HttpChannel>();
    for (var name : GATEWAYS) {
      channels
          .get(name)
          .flatMap(yaml -> yaml.mapping("a mapping of 'url' and how it is called"))
          .flatMap(mapping -> gateway(name, mapping))
          .ifPresent(channel -> read.put(name, channel));
    }
    channels
        .get(STEPS)
        .flatMap(yaml -> yaml.mapping("a mapping of how webhooks are called; {} for the usual way"))
        .map(mapping -> of(mapping.allow("the channel of webhooks", COMMON), null))
        .ifPresent(channel -> read.put(STEPS, channel));
    return read;
  }

  private static Optional<HttpChannel> gateway(String name, Mapping mapping) {
    var what = "the channel '" + name + "'";
    var allowed = new ArrayList<>(List.of("url", "body", "authorization"));
    allowed.addAll(COMMON);
    mapping.allow(what, allowed);
    var url = mapping.require(what, "url").flatMap(yaml -> url(yaml, mapping));
    var channel = of(mapping, url.orElse(null));
    return url.map(_ -> channel);
  }

  private static HttpChannel of(Mapping mapping, @Nullable String url) {
    return new HttpChannel(
        url,
        mapping
            .get("body")
            .flatMap(yaml -> yaml.mapping("a mapping"))
            .map(Trees::of)
            .orElse(Map.of()),
        mapping.get("secret").flatMap(SecretSourceReader::read).orElse(null),
        mapping.get("authorization").flatMap(SecretSourceReader::read).orElse(null),
        mapping.get("timeout").flatMap(HttpChannelReader::timeout).orElse(HttpChannel.TIMEOUT),
        mapping.get("allow-private").flatMap(Scalars::truth).orElse(false),
        SettingsReader.connections(mapping),
        mapping.get("rate").flatMap(SettingsReader::rate).orElse(null),
        SettingsReader.attempts(mapping),
        SettingsReader.resendsUnknown(mapping));
  }

  /** What is found is not repeated: it may hold a secret. */
  private static Optional<String> url(Yaml yaml, Mapping mapping) {
    var text = yaml.scalar().filter(WebhookReader::isHttp);
    if (text.isEmpty()) {
      yaml.problem("address", "an address like https://gateway.example/send should stand here");
      return Optional.empty();
    }
    var uri = URI.create(text.get());
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      yaml.problem(
          "address",
          "an address holds no user, password or '#' here; what signs in is given by 'authorization'");
      return Optional.empty();
    }
    if (mapping.has("authorization") && !isEncrypted(uri)) {
      yaml.problem("address", "with 'authorization' only https:// is called, or this machine");
      return Optional.empty();
    }
    return text;
  }

  private static boolean isEncrypted(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme())
        || List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
  }

  private static Optional<Duration> timeout(Yaml yaml) {
    var what = "a time like 10 seconds, up to 600";
    var text = yaml.text(what);
    var seconds =
        text.map(SECONDS::matcher)
            .filter(match -> match.matches())
            .map(match -> Integer.parseInt(match.group(1)))
            .filter(number -> number <= 600);
    if (text.isPresent() && seconds.isEmpty()) {
      yaml.expected(what);
    }
    return seconds.map(Duration::ofSeconds);
  }

  /** Reports what is wrong with the templates in the bodies of gateways. */
  static void checkBodies(Mapping root, Language language) {
    for (var name : GATEWAYS) {
      root.get("channels")
          .flatMap(channels -> within(channels, name))
          .flatMap(channel -> within(channel, "body"))
          .ifPresent(
              body ->
                  BodyTemplates.checkGateway(
                      new Yaml(body.node(), root.self().source()), language));
    }
  }

  private static Optional<Yaml> within(Yaml yaml, String key) {
    return Optional.of(yaml)
        .filter(Yaml::isMapping)
        .flatMap(it -> it.quietly().mapping(""))
        .flatMap(mapping -> mapping.get(key));
  }
}
