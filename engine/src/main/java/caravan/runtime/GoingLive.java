package caravan.runtime;

import caravan.runtime.JourneyShelf.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts planned journeys live when their time has come; after an outage at once. */
final class GoingLive implements Live.Agenda {

  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

  private final LiveWorkspace workspace;
  private final Map<String, Instant> tried = new HashMap<>();

  GoingLive(LiveWorkspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Optional<Instant> next() {
    return workspace.shelf().stand().planned().entrySet().stream()
        .filter(entry -> entry.getValue().fault() == null)
        .map(entry -> due(entry.getKey(), entry.getValue()))
        .min(Instant::compareTo);
  }

  /** What failed for another reason than a fault of its own is not tried again at once. */
  private Instant due(String journey, Planned planned) {
    var again = tried.get(journey);
    return again == null || planned.at().isAfter(again.plus(BETWEEN_TRIES))
        ? planned.at()
        : again.plus(BETWEEN_TRIES);
  }

  @Override
  public List<Live.Work<?>> due(Instant now) {
    var works = new ArrayList<Live.Work<?>>();
    workspace
        .shelf()
        .stand()
        .planned()
        .forEach(
            (journey, planned) -> {
              if (planned.fault() == null && !due(journey, planned).isAfter(now)) {
                tried.put(journey, now);
                works.add((engine, at) -> goLive(engine, journey, at));
              }
            });
    return works;
  }

  private boolean goLive(Engine engine, String journey, Instant now) {
    var shelf = workspace.shelf();
    var planned = shelf.stand().planned().get(journey);
    if (planned == null || planned.at().isAfter(now)) {
      return false; // taken back, or put off, in the same tick
    }
    try {
      engine.live(List.of(journey), now);
      shelf.plan(journey, null);
      tried.remove(journey);
    } catch (IllegalCommand refused) {
      shelf.plan(
          journey,
          new Planned(planned.at(), planned.author(), String.valueOf(refused.getMessage())));
    }
    return true;
  }
}
