package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.journey.JourneyState;
import caravan.journey.Plan;
import caravan.message.Consents;
import caravan.message.Suppressions.Suppressed;
import caravan.profile.Tables;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an engine was like after a tick. Immutable: other threads read it while the engine goes on.
 *
 * @param tick the number of the last tick that was stored
 * @param now the instant of the last settling
 * @param tables with the people that there were; to be read {@linkplain Tables#over over} a
 *     connection of one's own
 * @param states of all journeys, by name
 * @param members of all segments that are kept, by name
 * @param consents what people said about messages
 * @param suppressed the addresses that nothing is sent to, as they are compared
 * @param decided by channel, in which tick something was decided last that leaves by it; of this
 *     engine's time
 * @param interactions a number that changes as people do something with messages
 */
public record Standing(
    long tick,
    Instant now,
    Definitions definitions,
    Tables tables,
    Map<String, Plan> plans,
    Map<String, JourneyState> states,
    Map<String, Cohort> members,
    Consents consents,
    Map<String, Suppressed> suppressed,
    Map<String, Long> decided,
    long interactions) {

  public Standing {
    plans = Collections.unmodifiableMap(new LinkedHashMap<>(plans));
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    decided = Map.copyOf(decided);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public JourneyState state(String journey) {
    return states.getOrDefault(journey, JourneyState.DRAFT);
  }

  public Cohort members(String segment) {
    return members.getOrDefault(segment, Cohort.EMPTY);
  }
}
