package caravan.workspace;

import caravan.message.BadAddress;
import caravan.message.Eml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code seeds} of {@code caravan.yaml}: e-mail addresses, each once. */
final class SeedsReader {

  private static final int MOST = 20;

  private SeedsReader() {}

  static List<String> read(Mapping root) {
    var yaml = root.get("seeds");
    var seeds = new ArrayList<String>();
    for (var one : Scalars.list(yaml, "a list of e-mail addresses")) {
      address(one).filter(address -> !seeds.contains(address)).ifPresent(seeds::add);
    }
    if (seeds.size() > MOST) {
      yaml.orElseThrow().problem("too-many", "there are at most " + MOST + " seeds");
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
