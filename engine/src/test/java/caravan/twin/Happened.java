package caravan.twin;

import caravan.segment.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that happened to people, in order.
 *
 * <p>Choice: within a round the steps of a journey see what it did itself, and what others did only
 * from the next round on, in whatever order they are played.
 */
final class Happened {

  private final Rows rows;
  private final List<Fact> facts = new ArrayList<>();
  private long number;
  private long round;

  Happened(Rows rows) {
    this.rows = rows;
  }

  /** A round begins. */
  void nextRound() {
    round++;
  }

  /** What happened of a kind to a person, as a question sees it. */
  List<Fact> seen(Interaction kind, Who who, boolean ever, Ask ask) {
    return of(kind, who, ever ? null : ask.run()).stream()
        .filter(
            fact ->
                fact.round() < round
                    || ask.journey() == null
                    || fact.says("journey", ask.journey()))
        .toList();
  }

  /** The number of what happens next. */
  long next() {
    return number;
  }

  void add(
      Interaction kind,
      Who who,
      Instant now,
      Map<String, ? extends @Nullable Object> details,
      String properties,
      Set<String> runs) {
    var cells = new HashMap<String, @Nullable Object>(details);
    cells.put("happened", now);
    facts.add(new Fact(kind, who, number++, round, cells, properties, runs));
    rows.touch(who);
  }

  void add(
      Interaction kind,
      Who who,
      Instant now,
      Map<String, ? extends @Nullable Object> details,
      String run) {
    add(kind, who, now, details, "{}", Set.of(run));
  }

  /**
   * What happened of a kind to a person.
   *
   * @param run to which it must belong; null for any
   */
  List<Fact> of(Interaction kind, Who who, @Nullable String run) {
    return facts.stream()
        .filter(fact -> fact.kind() == kind && fact.who().equals(who))
        .filter(fact -> run == null || fact.runs().contains(run))
        .toList();
  }

  /** The first event of one of these names from a number on. */
  Optional<Fact> event(Who who, List<String> names, long from) {
    return of(Interaction.EVENT, who, null).stream()
        .filter(fact -> fact.number() >= from && names.contains(fact.cell("name")))
        .findFirst();
  }

  /** The last sending of a message to a person, by a journey or by any. */
  Optional<Fact> lastSent(Who who, String message, @Nullable String journey) {
    return of(Interaction.SENT, who, null).stream()
        .filter(fact -> fact.says("message", message))
        .filter(fact -> journey == null || fact.says("journey", journey))
        .reduce((_, later) -> later);
  }
}
