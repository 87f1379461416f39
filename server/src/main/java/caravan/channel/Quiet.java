package caravan.channel;

import caravan.cohort.Cohort;
import caravan.message.QuietTime;
import caravan.profile.Table;
import caravan.runtime.ColumnValues;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * When some people are not to be disturbed, each by the clock where they are. Immutable.
 *
 * @param zones where they are
 */
record Quiet(QuietTime time, Map<ZoneId, Cohort> zones) {

  /**
   * Looks up where people are.
   *
   * @param otherwise where those are of whom it is not known
   */
  static Quiet of(
      QuietTime time, ColumnValues values, Table audience, Cohort people, ZoneId otherwise) {
    var zones = new HashMap<>(values.zones(audience, people));
    var elsewhere = people.minus(Cohort.union(zones.values()));
    zones.merge(otherwise, elsewhere, Cohort::union);
    return new Quiet(time, Map.copyOf(zones));
  }

  /** Those who are not to be disturbed now. */
  Cohort now(Instant now) {
    return Cohort.union(
        zones.entrySet().stream()
            .filter(zone -> time.end(now, zone.getKey()).isPresent())
            .map(Map.Entry::getValue)
            .toList());
  }

  /** When the first of some people who are not to be disturbed now may be. */
  Instant end(Instant now, Cohort some) {
    return zones.entrySet().stream()
        .filter(zone -> zone.getValue().intersects(some))
        .flatMap(zone -> time.end(now, zone.getKey()).stream())
        .min(Instant::compareTo)
        .orElse(now);
  }
}
