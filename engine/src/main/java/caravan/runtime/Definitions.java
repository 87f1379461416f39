package caravan.runtime;

import caravan.journey.Journey;
import caravan.message.ConsentPolicy;
import caravan.message.Message;
import caravan.segment.Segment;
import caravan.workspace.Workspace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an engine runs: segments, journeys and messages by name, in the order of their declaration.
 *
 * @param consent what commercial messages are held to
 */
public record Definitions(
    Map<String, Segment> segments,
    Map<String, Journey> journeys,
    Map<String, Message> messages,
    ConsentPolicy consent) {

  /** Those of a workspace that says nothing of consent. */
  public Definitions(
      Map<String, Segment> segments, Map<String, Journey> journeys, Map<String, Message> messages) {
    this(segments, journeys, messages, ConsentPolicy.DEFAULT);
  }

  public Definitions {
    segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
    journeys = Collections.unmodifiableMap(new LinkedHashMap<>(journeys));
    messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
  }

  public static Definitions of(Workspace workspace) {
    return new Definitions(
        workspace.segments(),
        workspace.journeys(),
        workspace.messages(),
        workspace.settings().consent());
  }
}
