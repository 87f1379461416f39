package caravan.http;

import caravan.journey.JourneyState;
import caravan.journey.RunState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What is counted of a journey's state. */
final class JourneyNumbers {

  private JourneyNumbers() {}

  static String status(JourneyState state) {
    return state.fault().isPresent() ? "held" : state.status().name().toLowerCase(Locale.ROOT);
  }

  static long inside(JourneyState state) {
    return state.runs().stream().mapToLong(run -> run.inside().size()).sum();
  }

  static long entered(JourneyState state) {
    return state.runs().stream().mapToLong(run -> run.entered().size()).sum();
  }

  static long sent(JourneyState state) {
    return sentBySteps(state).values().stream().mapToLong(Long::longValue).sum();
  }

  static Map<String, Long> sentBySteps(JourneyState state) {
    var sent = new HashMap<String, Long>();
    for (RunState run : state.runs()) {
      run.sent().forEach((step, count) -> sent.merge(step, count, Long::sum));
    }
    return sent;
  }
}
