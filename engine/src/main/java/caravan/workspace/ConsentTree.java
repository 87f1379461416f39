package caravan.workspace;

import caravan.message.Cap;
import caravan.message.ConsentPolicy;
import caravan.message.QuietTime;
import caravan.message.QuietTimes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code consent} as it stands in YAML. */
final class ConsentTree {

  private ConsentTree() {}

  /** Empty where nothing is said that would not hold anyway. */
  static Map<String, Object> of(ConsentPolicy policy) {
    var tree = new LinkedHashMap<String, Object>();
    if (policy.equals(ConsentPolicy.DEFAULT)) {
      return tree;
    }
    tree.put("model", policy.model().label());
    tree.put("tracking", policy.tracking().label());
    if (policy.postalAddress() != null) {
      tree.put("postal-address", policy.postalAddress());
    }
    if (!policy.topics().isEmpty()) {
      tree.put("topics", new LinkedHashMap<String, Object>(policy.topics()));
    }
    if (!policy.caps().isEmpty()) {
      tree.put("caps", caps(policy));
    }
    quiet(policy.quiet()).ifPresent(quiet -> tree.put("quiet", quiet));
    return tree;
  }

  /** A time where it holds for all channels; else by channel. */
  private static Optional<Object> quiet(QuietTimes quiet) {
    if (quiet.byChannel().isEmpty()) {
      return Optional.ofNullable(quiet.all()).map(QuietTime::toString);
    }
    var tree = new LinkedHashMap<String, Object>();
    quiet
        .byChannel()
        .forEach(
            (channel, time) ->
                tree.put(channel, time.map(QuietTime::toString).orElse(QuietReader.NEVER)));
    if (quiet.all() != null) {
      tree.put(ConsentReader.ALL, quiet.all().toString());
    }
    return Optional.of(tree);
  }

  /** By channel. */
  private static Map<String, Object> caps(ConsentPolicy policy) {
    var caps = policy.caps();
    var tree = new LinkedHashMap<String, Object>();
    for (var cap : caps) {
      var channel = cap.channel() == null ? ConsentReader.ALL : cap.channel();
      tree.computeIfAbsent(
          channel,
          _ ->
              caps.stream()
                  .filter(other -> Objects.equals(other.channel(), cap.channel()))
                  .map(Cap::toString)
                  .toList());
    }
    if (policy.over() != ConsentPolicy.DEFAULT.over()) {
      tree.put(ConsentReader.OVER, policy.over().label());
    }
    return tree;
  }
}
