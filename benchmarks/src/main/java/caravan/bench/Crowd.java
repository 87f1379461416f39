package caravan.bench;

import caravan.cohort.Cohort;
import caravan.journey.Move;
import caravan.segment.Expression;
import java.util.List;

/** People whose segments and conditions are known beforehand: a step asks no database. */
final class Crowd implements Unhindered {

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
}
