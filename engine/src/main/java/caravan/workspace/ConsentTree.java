package caravan.workspace;

import caravan.message.ConsentPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

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
    return tree;
  }
}
