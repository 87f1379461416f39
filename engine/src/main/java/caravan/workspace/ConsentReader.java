package caravan.workspace;

import caravan.message.ConsentPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code consent} of {@code caravan.yaml}. */
final class ConsentReader {

  private static final int LONGEST_ADDRESS = 500;

  private ConsentReader() {}

  static ConsentPolicy read(Mapping root) {
    return root.get("consent")
        .flatMap(yaml -> yaml.mapping("a mapping of 'model', 'tracking', 'topics'"))
        .map(ConsentReader::policy)
        .orElse(ConsentPolicy.DEFAULT);
  }

  private static ConsentPolicy policy(Mapping consent) {
    consent.allow("consent", "model", "tracking", "postal-address", "topics");
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
    return new ConsentPolicy(
        model.orElse(usual.model()),
        tracking.orElse(usual.tracking()),
        consent.get("postal-address").flatMap(ConsentReader::address).orElse(null),
        topics(consent));
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
}
