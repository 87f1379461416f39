package caravan.channel;

import caravan.cohort.Cohort;
import caravan.runtime.DeliveryLog.Pending;
import caravan.runtime.Outcome;
import caravan.warehouse.Database;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Some people of a delivery on their way together, until each has an outcome or was given back.
 * Thread-safe.
 */
final class Batch {

  private final Pending delivery;
  private final Cohort who;
  private final long size;
  private final Map<Integer, Integer> attempts;
  private final Runnable whenDone;
  private final Map<Integer, Outcome> outcomes = new HashMap<>();
  private final Set<Integer> stored = new HashSet<>();
  private final Set<Integer> givenBack = new HashSet<>();
  private final Map<Integer, String> addresses = new HashMap<>();
  private Consumer<Database> together = _ -> {};

  /**
   * A batch of which nobody has an outcome.
   *
   * @param attempts how often it was tried before, of those for whom it was
   */
  Batch(Pending delivery, Cohort who, Map<Integer, Integer> attempts, Runnable whenDone) {
    this.delivery = delivery;
    this.who = who;
    this.size = who.size(); // it is asked after each of them
    this.attempts = attempts;
    this.whenDone = whenDone;
  }

  Pending delivery() {
    return delivery;
  }

  Cohort who() {
    return who;
  }

  Map<Integer, Integer> attempts() {
    return attempts;
  }

  /** Notes where a person's message goes. */
  synchronized void goesTo(int person, String address) {
    addresses.put(person, address);
  }

  /** Where the messages of those go who are on their way. */
  synchronized Map<Integer, String> addresses() {
    return Map.copyOf(addresses);
  }

  /** Says what became of one person's message. */
  void settle(int person, Outcome outcome) {
    synchronized (this) {
      outcomes.put(person, outcome);
    }
    tell();
  }

  /** Says the same of several. */
  void settle(Cohort people, Outcome outcome) {
    synchronized (this) {
      people.forEach(person -> outcomes.put(person, outcome));
    }
    tell();
  }

  /** Gives a person back who was not handed over: they come again later. */
  void giveBack(int person) {
    synchronized (this) {
      givenBack.add(person);
    }
    tell();
  }

  /** Whether anybody was given back. */
  synchronized boolean hasGivenBack() {
    return !givenBack.isEmpty();
  }

  private void tell() {
    if (isDone()) {
      whenDone.run();
    }
  }

  synchronized boolean isDone() {
    return outcomes.size() + givenBack.size() >= size;
  }

  /** What became of those who have an outcome. */
  synchronized Map<Integer, Outcome> outcomes() {
    return Map.copyOf(outcomes);
  }

  /** Whether a person is of it whose outcome is not stored yet: nobody else may take them up. */
  synchronized boolean holds(int person) {
    return who.contains(person) && !stored.contains(person);
  }

  /** What became of those of whom that is not stored yet. */
  synchronized Map<Integer, Outcome> unstored() {
    var rest = new HashMap<>(outcomes);
    rest.keySet().removeAll(stored);
    return rest;
  }

  /** Notes that outcomes are stored, with what was to be stored with them. */
  synchronized void stored(Set<Integer> people) {
    stored.addAll(people);
    together = _ -> {};
  }

  /** Adds what is to be stored in the same transaction as the outcomes. */
  synchronized void alsoStore(Consumer<Database> work) {
    together = together.andThen(work);
  }

  synchronized Consumer<Database> together() {
    return together;
  }
}
