package caravan.bench;

import caravan.cohort.Cohort;
import caravan.journey.Audiences;
import caravan.journey.Move;
import caravan.journey.tile.SendMessage;
import caravan.segment.Expression;
import caravan.segment.Operand;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People whose conditions do not change by time, and who may get every message. */
interface Unhindered extends Audiences {

  @Override
  default boolean dependsOnTime(Expression condition) {
    return false;
  }

  @Override
  default Map<Object, Cohort> byDate(Operand column, Cohort among) {
    return Map.of();
  }

  @Override
  default Map<ZoneId, Cohort> byZone(Cohort among) {
    return Map.of();
  }

  @Override
  default Map<String, Cohort> blocked(
      SendMessage message, long run, Cohort among, List<Move> soFar) {
    return Map.of(CAPPED, Cohort.EMPTY);
  }

  @Override
  default Map<Instant, Cohort> free(SendMessage message, Cohort capped, List<Move> soFar) {
    return Map.of();
  }

  @Override
  default Optional<Instant> expiry(SendMessage message, Instant decided) {
    return Optional.empty();
  }
}
