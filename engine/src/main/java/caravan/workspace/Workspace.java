package caravan.workspace;

import caravan.journey.Journey;
import caravan.message.Message;
import caravan.problem.Problem;
import caravan.profile.Schema;
import caravan.segment.Segment;
import caravan.warehouse.Staged;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a folder declares, checked. Maps are by name, in the order of the files.
 *
 * @param data the tables whose data was read, as it lies in the staging area
 * @param dataFiles those tables' files, relative to the folder
 * @param messageFiles the messages' files as they were read
 * @param warnings what is allowed and yet probably not meant
 */
public record Workspace(
    Path folder,
    Schema schema,
    Map<String, Segment> segments,
    Map<String, Journey> journeys,
    Map<String, Message> messages,
    List<Scenario> scenarios,
    Map<String, Staged> data,
    Settings settings,
    List<Problem> warnings,
    Map<String, String> dataFiles,
    Map<String, MessageFile> messageFiles) {

  public Workspace {
    segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
    journeys = Collections.unmodifiableMap(new LinkedHashMap<>(journeys));
    messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    scenarios = List.copyOf(scenarios);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    warnings = List.copyOf(warnings);
    dataFiles = Collections.unmodifiableMap(new LinkedHashMap<>(dataFiles));
    messageFiles = Collections.unmodifiableMap(new LinkedHashMap<>(messageFiles));
  }

  /** The same with other files of data. */
  public Workspace withDataFiles(Map<String, String> files) {
    return new Workspace(
        folder,
        schema,
        segments,
        journeys,
        messages,
        scenarios,
        data,
        settings,
        warnings,
        files,
        messageFiles);
  }
}
