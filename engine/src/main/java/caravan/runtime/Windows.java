package caravan.runtime;

import caravan.audience.FactGroup;
import caravan.audience.FactGroup.Occasion;
import caravan.cohort.Cohort;
import caravan.message.Cap;
import caravan.segment.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The times that caps count in, which move with the clock: when they let people go. */
final class Windows {

  /** Where clocks were changed within one it may seem to be over when it is not. */
  private static final Duration A_LITTLE = Duration.ofMinutes(1);

  private Windows() {}

  /**
   * When each of some people has had less than all caps allow.
   *
   * @param sent the messages that count
   * @return instants after now; everybody is at one of them
   */
  static Map<Instant, Cohort> free(
      List<Cap> caps, List<FactGroup> sent, Cohort people, Moment moment) {
    var soon = moment.now().plus(A_LITTLE);
    var ends = new TreeMap<Instant, Cohort>(Comparator.reverseOrder());
    for (var cap : caps) {
      ends(cap, sent, people, moment)
          .forEach(
              (end, who) -> ends.merge(end.isAfter(moment.now()) ? end : soon, who, Cohort::union));
    }
    var free = new HashMap<Instant, Cohort>();
    var rest = people;
    for (var end : ends.entrySet()) { // of several caps the last one counts
      var who = end.getValue().intersect(rest);
      if (!who.isEmpty()) {
        free.put(end.getKey(), who);
      }
      rest = rest.minus(who);
    }
    if (!rest.isEmpty()) {
      free.merge(soon, rest, Cohort::union);
    }
    return free;
  }

  /**
   * When those whom a cap holds are let go by it: when the first of its latest messages is past.
   */
  private static Map<Instant, Cohort> ends(
      Cap cap, List<FactGroup> sent, Cohort people, Moment moment) {
    var atLeast = new ArrayList<Cohort>(); // so many messages, and one, since the occasion
    var ends = new HashMap<Instant, Cohort>();
    for (var occasion : latest(cap, sent, moment)) {
      var carry = occasion.cohort().intersect(people);
      for (var count = 0; count < cap.messages() && !carry.isEmpty(); count++) {
        if (count == atLeast.size()) {
          atLeast.add(Cohort.EMPTY);
        }
        var before = atLeast.get(count);
        atLeast.set(count, before.union(carry));
        if (count == cap.messages() - 1) {
          var end = cap.within().after(occasion.happened(), moment.zone());
          ends.merge(end, carry.minus(before), Cohort::union);
        }
        carry = carry.intersect(before);
      }
    }
    return ends;
  }

  /** What counts within the time of a cap, the latest first. */
  private static List<Occasion> latest(Cap cap, List<FactGroup> sent, Moment moment) {
    var begin = cap.within().before(moment.now(), moment.zone());
    return sent.stream()
        .filter(group -> cap.channel() == null || cap.channel().equals(group.channel()))
        .flatMap(group -> group.occasions().stream())
        .filter(occasion -> occasion.happened().isAfter(begin))
        .sorted(Comparator.comparing(Occasion::happened).reversed())
        .toList();
  }
}
