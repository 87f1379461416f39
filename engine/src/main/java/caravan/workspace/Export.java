package caravan.workspace;

import caravan.journey.Journey;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a workspace as files, so that reading them gives the same workspace again. */
public final class Export {

  private static final int LONGEST_NAME = 60;

  private Export() {}

  /**
   * Writes everything that was declared, and copies the files of data. Inferred column types and
   * members from files are written out.
   *
   * @param folder is made, or empty
   * @throws InvalidInput if there is something in the folder
   */
  public static void write(Workspace workspace, Path folder) throws IOException {
    checkEmpty(folder);
    Files.createDirectories(folder);
    add(workspace, folder);
    for (var data : new HashSet<>(workspace.dataFiles().values())) {
      var copy = folder.resolve(data);
      makeFolderOf(copy);
      Files.copy(workspace.folder().resolve(data), copy);
    }
  }

  /** Writes the files but those of data into a folder, whatever else there is. */
  public static void add(Workspace workspace, Path folder) throws IOException {
    for (var file : files(workspace).entrySet()) {
      write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /**
   * The files of a workspace but those of data: their texts by name, as {@link #write} has them.
   */
  public static Map<String, String> files(Workspace workspace) {
    var files = new LinkedHashMap<String, String>();
    files.put(Documents.ROOT, YamlWriter.write(DefinitionTrees.root(workspace, true)));
    if (!workspace.segments().isEmpty()) {
      var segments = DefinitionTrees.segments(workspace.segments().values());
      files.put("segments.yaml", YamlWriter.write(segments));
    }
    var journeys = List.copyOf(workspace.journeys().values());
    var journeyFiles = fileNames(journeys.stream().map(Journey::name).toList());
    for (var i = 0; i < journeys.size(); i++) {
      var tree = JourneyTrees.of(journeys.get(i));
      files.put("journeys/" + journeyFiles.get(i), YamlWriter.write(tree));
    }
    var scenarios = workspace.scenarios();
    var scenarioFiles = fileNames(scenarios.stream().map(Scenario::name).toList());
    for (var i = 0; i < scenarios.size(); i++) {
      var tree = ScenarioTrees.of(scenarios.get(i));
      files.put("scenarios/" + scenarioFiles.get(i), YamlWriter.write(tree));
    }
    for (var message : workspace.messageFiles().values()) {
      files.put(message.file(), message.text());
    }
    return files;
  }

  private static void checkEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput(
          "not-empty", Place.of(folder.toString()), "this is a file, not a folder");
    }
    try (var inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new InvalidInput(
            "not-empty", Place.of(folder.toString()), "there is something in this folder already");
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    makeFolderOf(file);
    Files.writeString(file, text);
  }

  private static void makeFolderOf(Path file) throws IOException {
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  /**
   * A file for each name, in an order by file that is the order of the names: numbered where it
   * must be.
   */
  public static List<String> fileNames(List<String> names) {
    var plain = names.stream().map(name -> slug(name) + ".yaml").toList();
    var isSorted = plain.equals(plain.stream().sorted().distinct().toList());
    if (isSorted) {
      return plain;
    }
    var digits = Integer.toString(names.size()).length();
    var numbered = new ArrayList<String>();
    for (var i = 0; i < plain.size(); i++) {
      numbered.add(("%0" + digits + "d-").formatted(i + 1) + plain.get(i));
    }
    return numbered;
  }

  private static String slug(String name) {
    var words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var slug = words.replaceAll("^-|-$", "");
    return slug.isEmpty() ? "unnamed" : slug.substring(0, Math.min(slug.length(), LONGEST_NAME));
  }
}
