package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** A mapping in a YAML file: its values by key, in the order of the file. */
public final class Mapping {

  private final Yaml self;
  private final Map<String, Yaml> keys = new LinkedHashMap<>();
  private final Map<String, Yaml> values = new LinkedHashMap<>();

  private Mapping(Yaml self) {
    this.self = self;
  }

  /** Keys that stand twice, or are no texts, are problems. */
  static Mapping of(Yaml self, MappingNode node) {
    var mapping = new Mapping(self);
    for (var entry : node.getValue()) {
      var key = new Yaml(entry.getKeyNode(), self.source());
      var name = key.scalar();
      if (name.isEmpty()) {
        key.expected("a key");
        continue;
      }
      var first = mapping.keys.putIfAbsent(name.get(), key);
      if (first == null) {
        mapping.values.put(name.get(), new Yaml(entry.getValueNode(), self.source()));
      } else {
        key.problem(
            "duplicate-key",
            "'%s' stands here twice, first in line %d".formatted(name.get(), first.line() + 1));
      }
    }
    return mapping;
  }

  /**
   * Reports keys other than these.
   *
   * @param what the mapping is: {@code a table}
   */
  Mapping allow(String what, String... allowed) {
    return allow(what, Arrays.asList(allowed));
  }

  public Mapping allow(String what, List<String> allowed) {
    keys.forEach(
        (name, key) -> {
          if (!allowed.contains(name)) {
            var near =
                Problems.nearest(name, allowed).map(n -> "did you mean '" + n + "'? ").orElse("");
            key.problem(
                "unknown-key",
                "%s has no '%s' (%sit takes %s)"
                    .formatted(what, name, near, String.join(", ", allowed)));
          }
        });
    return this;
  }

  Place place() {
    return self.place();
  }

  Yaml self() {
    return self;
  }

  /** The value of a key; nothing where it is not there or missing. */
  public Optional<Yaml> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isMissing());
  }

  /** The value of a key that must be there. */
  Optional<Yaml> require(String what, String key) {
    var value = get(key);
    if (value.isEmpty()) {
      keys.getOrDefault(key, self).problem("missing-key", "%s needs '%s'".formatted(what, key));
    }
    return value;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Everything, missing values too. */
  public Map<String, Yaml> values() {
    return Collections.unmodifiableMap(values);
  }

  /** A key itself, for its place. */
  Yaml key(String key) {
    return keys.getOrDefault(key, self);
  }
}
