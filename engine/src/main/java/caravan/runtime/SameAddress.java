package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.message.Suppressions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** Tells who would get a message at an address that gets it already. */
final class SameAddress {

  private SameAddress() {}

  /**
   * Those of some people whose address is that of somebody who got the message before, or of one of
   * them who comes first in the order of ordinals. Who got it before is nobody's duplicate.
   *
   * @param addresses at least of those who share one, by ordinal
   */
  static Cohort duplicates(Map<Integer, String> addresses, Cohort among, Cohort before) {
    var taken = new HashMap<String, Integer>();
    var duplicates = new Cohort.Builder();
    addresses.forEach(
        (person, address) -> {
          if (before.contains(person)) {
            taken.put(Suppressions.normal(address), person);
          }
        });
    var met = new HashSet<String>();
    addresses.forEach(
        (person, address) -> {
          var normal = Suppressions.normal(address);
          if (among.contains(person)
              && !before.contains(person)
              && (taken.containsKey(normal) || !met.add(normal))) {
            duplicates.add(person);
          }
        });
    return duplicates.build();
  }
}
