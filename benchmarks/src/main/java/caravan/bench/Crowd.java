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

/** People whose segments and conditions are known beforehand: a step asks no database. */
final class Crowd implements Audiences {

  private final Cohort existing;
  private final Cohort fulfil;
  private final Cohort exiting;
  private Cohort members;

  Crowd(int people) {
    existing = Cohort.range(0, people);
    fulfil = Cohort.ofWords(Shape.HASHED.words(people, 1));
    exiting = Cohort.range(0, people / 100);
    members = existing;
  }

  /** Only the first so many parts of the people are members. */
  void let(int parts, int of) {
    members = existing.first(existing.size() * (parts + 1) / of);
  }

  @Override
  public Cohort existing() {
    return existing;
  }

  @Override
  public Cohort members(String segment) {
    return segment.equals(Travels.EXIT) ? exiting : members;
  }

  @Override
  public Cohort matching(Expression condition, long run, Cohort among, List<Move> soFar) {
    return fulfil.intersect(among);
  }

  @Override
  public boolean dependsOnTime(Expression condition) {
    return false;
  }

  @Override
  public Map<Object, Cohort> byDate(Operand column, Cohort among) {
    return Map.of();
  }

  @Override
  public Map<ZoneId, Cohort> byZone(Cohort among) {
    return Map.of();
  }

  @Override
  public Map<String, Cohort> blocked(
      SendMessage message, long run, Cohort among, List<Move> soFar) {
    return Map.of();
  }

  @Override
  public Map<Instant, Cohort> free(SendMessage message, Cohort capped, List<Move> soFar) {
    return Map.of();
  }

  @Override
  public Optional<Instant> expiry(SendMessage message, Instant decided) {
    return Optional.empty();
  }
}
