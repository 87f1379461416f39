package caravan.workspace;

import caravan.message.Cap;
import caravan.message.ConsentPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code consent} of {@code caravan.yaml}. */
final class ConsentReader {

  /** Stands for all channels together. */
  static final String ALL = "all";

  /** What becomes of messages beyond all caps. */
  static final String OVER = "over";

  private static final int LONGEST_ADDRESS = 500;
  static final List<String> CHANNELS = List.of("email", "sms", "push");

  private ConsentReader() {}

  static ConsentPolicy read(Mapping root) {
    return root.get("consent")
        .flatMap(yaml -> yaml.mapping("a mapping of 'model', 'tracking', 'topics'"))
        .map(ConsentReader::policy)
        .orElse(ConsentPolicy.DEFAULT);
  }

  private static ConsentPolicy policy(Mapping consent) {
    consent.allow("consent", "model", "tracking", "postal-address", "topics", "caps", "quiet");
    var usual = ConsentPolicy.DEFAULT;
    var model =
        choice(
            consent,
            "model",
            ConsentPolicy.Model::of,
            Stream.of(ConsentPolicy.Model.values()).map(ConsentPolicy.Model::label).toList());
    var tracking =
        choice(
            consent,
            "tracking",
            ConsentPolicy.Tracking::of,
            Stream.of(ConsentPolicy.Tracking.values()).map(ConsentPolicy.Tracking::label).toList());
    var caps =
        consent
            .get("caps")
            .flatMap(yaml -> yaml.mapping("caps by channel, as in 'email: 3 per 7 days'"));
    return new ConsentPolicy(
        model.orElse(usual.model()),
        tracking.orElse(usual.tracking()),
        consent.get("postal-address").flatMap(ConsentReader::address).orElse(null),
        topics(consent),
        caps.map(ConsentReader::caps).orElse(usual.caps()),
        caps.flatMap(ConsentReader::over).orElse(usual.over()),
        QuietReader.read(consent));
  }

  private static <T> Optional<T> choice(
      Mapping consent, String key, Function<String, Optional<T>> of, List<String> labels) {
    var yaml = consent.get(key);
    var what = "one of " + String.join(", ", labels);
    var chosen = yaml.flatMap(Yaml::scalar).flatMap(of);
    if (yaml.isPresent() && chosen.isEmpty()) {
      yaml.get().expected(what);
    }
    return chosen;
  }

  private static Optional<String> address(Yaml yaml) {
    var what = "the postal address of the sender";
    var text = yaml.text(what).map(String::strip);
    if (text.isPresent() && text.get().length() > LONGEST_ADDRESS) {
      yaml.problem("too-long", what + " has at most " + LONGEST_ADDRESS + " characters");
    }
    return text;
  }

  private static Map<String, String> topics(Mapping consent) {
    var topics = new LinkedHashMap<String, String>();
    consent
        .get("topics")
        .flatMap(yaml -> yaml.mapping("topics with their titles"))
        .ifPresent(
            mapping ->
                mapping
                    .values()
                    .forEach(
                        (topic, title) -> {
                          if (!Scalars.isName(topic)) {
                            mapping.key(topic).problem("name", "a topic is a short text on a line");
                          }
                          Scalars.name(title, "the title of a topic")
                              .ifPresent(text -> topics.put(topic, text));
                        }));
    return topics;
  }

  private static List<Cap> caps(Mapping mapping) {
    mapping.allow("caps", Stream.concat(CHANNELS.stream(), Stream.of(ALL, OVER)).toList());
    var caps = new ArrayList<Cap>();
    for (var channel : mapping.values().entrySet()) {
      var yaml = channel.getValue();
      if (!channel.getKey().equals(OVER)) {
        var some = yaml.isScalar() ? List.of(yaml) : yaml.list("caps").orElse(List.of());
        some.forEach(one -> cap(channel.getKey(), one).ifPresent(caps::add));
      }
    }
    return caps;
  }

  private static Optional<ConsentPolicy.Over> over(Mapping caps) {
    var labels = Stream.of(ConsentPolicy.Over.values()).map(ConsentPolicy.Over::label).toList();
    return choice(caps, OVER, ConsentPolicy.Over::of, labels);
  }

  private static Optional<Cap> cap(String channel, Yaml yaml) {
    var cap = yaml.scalar().flatMap(text -> Cap.parse(channel.equals(ALL) ? null : channel, text));
    if (cap.isEmpty()) {
      yaml.expected("a number of messages in a time, as in '3 per 7 days'");
    }
    return cap;
  }
}
