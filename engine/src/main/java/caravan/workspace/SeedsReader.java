package caravan.workspace;

import caravan.message.BadAddress;
import caravan.message.Eml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code seeds} of {@code caravan.yaml}: e-mail addresses, each once; alone, or with what
 * they get.
 */
final class SeedsReader {

  /** Whether they get what runs of journeys send. */
  static final String EVERY_RUN = "every-run";

  static final String ADDRESSES = "addresses";

  private static final int MOST = 20;

  private SeedsReader() {}

  static Settings.Seeds read(Mapping root) {
    var yaml = root.get("seeds");
    if (yaml.isEmpty() || !yaml.get().isMapping()) {
      return yaml.map(list -> new Settings.Seeds(addresses(list), false))
          .orElse(Settings.Seeds.NONE);
    }
    var mapping = yaml.get().mapping("seeds").orElseThrow().allow("seeds", ADDRESSES, EVERY_RUN);
    return new Settings.Seeds(
        mapping.require("seeds", ADDRESSES).map(SeedsReader::addresses).orElse(List.of()),
        mapping.get(EVERY_RUN).flatMap(Scalars::truth).orElse(false));
  }

  private static List<String> addresses(Yaml yaml) {
    var seeds = new ArrayList<String>();
    for (var one : yaml.list("a list of e-mail addresses").orElse(List.of())) {
      address(one).filter(address -> !seeds.contains(address)).ifPresent(seeds::add);
    }
    if (seeds.size() > MOST) {
      yaml.problem("too-many", "there are at most " + MOST + " seeds");
    }
    return seeds;
  }

  private static Optional<String> address(Yaml yaml) {
    var text = yaml.text("an e-mail address").map(String::strip);
    try {
      text.ifPresent(Eml::requireAddress);
      return text;
    } catch (BadAddress e) {
      yaml.problem("address", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
