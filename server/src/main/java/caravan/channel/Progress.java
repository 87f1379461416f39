package caravan.channel;

import caravan.cohort.Cohort;
import caravan.runtime.DeliveryLog.Pending;
import org.jspecify.annotations.Nullable;

/** A delivery, with those of its people who are done with, and those who are on their way too. */
final class Progress {

  private final Cohort who;
  private Cohort settled;
  private Cohort taken;
  private @Nullable Quiet quiet;

  /**
   * The progress of a delivery.
   *
   * @param settled those whose outcomes are stored
   * @param onTheWay those who were taken, and whose outcomes are not stored
   */
  Progress(Pending delivery, Cohort settled, Cohort onTheWay) {
    this.who = delivery.who();
    this.settled = settled;
    this.taken = settled.union(onTheWay);
  }

  boolean isDone() {
    return settled.containsAll(who);
  }

  boolean isTaken() {
    return taken.containsAll(who);
  }

  Cohort left() {
    return who.minus(taken);
  }

  /** Takes the first of some of those who are left. */
  Cohort take(long most, Cohort among) {
    var some = left().intersect(among).first(most);
    taken = taken.union(some);
    return some;
  }

  /** When its people are not to be disturbed; null where nobody asked, or they may have moved. */
  @Nullable Quiet quiet() {
    return quiet;
  }

  void quiet(Quiet found) {
    quiet = found;
  }

  /** Takes in that what became of a batch's people is stored; who was given back comes again. */
  void count(Batch batch) {
    var some =
        Cohort.ofUnordered(
            batch.outcomes().keySet().stream().mapToInt(Integer::intValue).toArray());
    settled = settled.union(some);
    taken = taken.minus(batch.who()).union(some);
    quiet = batch.hasGivenBack() ? null : quiet;
  }
}
