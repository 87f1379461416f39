package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a folder of YAML files and data into checked definitions. */
public final class WorkspaceReader {

  private static final String ROOT = "caravan.yaml";
  private static final String SEGMENTS = "segments.yaml";

  /** What {@code up} reads; it is no part of the workspace. */
  private static final String SERVER = "server.yaml";

  private final Texts texts;
  private final DuckDb db;
  private final Problems problems;
  private final List<Problem> warnings = new ArrayList<>();

  private WorkspaceReader(Texts texts, DuckDb db, Problems problems) {
    this.texts = texts;
    this.db = db;
    this.problems = problems;
  }

  /**
   * Reads a workspace. The data of its tables is left in the database, as {@code
   * staging."<table>"}.
   *
   * @param db which may read the folder
   * @param problems receives everything that is wrong in any file
   * @return nothing if anything was wrong
   */
  public static Optional<Workspace> read(Path folder, DuckDb db, Problems problems) {
    var found = new Problems();
    var workspace =
        new WorkspaceReader(new Folder(folder.toAbsolutePath().normalize(), found), db, found)
            .read();
    problems.addAll(found.list());
    return found.isEmpty() ? workspace : Optional.empty();
  }

  /** Reads texts that are named as the files of a folder are. */
  static Optional<Workspace> readFiles(Texts texts, DuckDb db, Problems problems) {
    return new WorkspaceReader(texts, db, problems).read();
  }

  private Optional<Workspace> read() {
    if (!Files.isDirectory(texts.root())) {
      problems.add("no-workspace", Place.of(texts.root().toString()), "there is no such folder");
      return Optional.empty();
    }
    if (!texts.exists(ROOT)) {
      problems.add(
          "no-workspace",
          Place.of(texts.root().toString()),
          "this folder is no workspace: it has no caravan.yaml");
      return Optional.empty();
    }
    var files =
        new ArrayList<>(texts.exists(SEGMENTS) ? parse(SEGMENTS).stream().toList() : List.of());
    files.addAll(parseAll("segments"));
    var segments = files.stream().flatMap(file -> SegmentsReader.items(file).stream()).toList();
    var journeyFiles = parseAll("journeys");
    var scenarioFiles = parseAll("scenarios");
    warnOfStrangers();
    return root().map(mapping -> read(mapping, segments, journeyFiles, scenarioFiles));
  }

  /**
   * Reads definitions that are kept elsewhere than in a folder, without any data: each segment is a
   * text of its own.
   */
  static Optional<Workspace> read(Texts texts, DuckDb db, Problems problems) {
    var reader = new WorkspaceReader(texts, db, problems);
    var segments =
        reader.parseAll("segments").stream()
            .flatMap(text -> text.mapping("a segment").stream())
            .toList();
    return reader
        .root()
        .map(
            root ->
                reader.read(
                    root, segments, reader.parseAll("journeys"), reader.parseAll("scenarios")));
  }

  private Optional<Mapping> root() {
    return parse(ROOT).flatMap(yaml -> yaml.mapping("'tables:' and settings"));
  }

  private Workspace read(
      Mapping root, List<Mapping> segments, List<Yaml> journeyFiles, List<Yaml> scenarioFiles) {
    root.allow(ROOT, "tables", "relations", "channels", "consent", "sources", "time-zone", "seeds");
    var settings = SettingsReader.read(root);
    var rows = RawRows.of(scenarioFiles);
    var tables = TablesReader.read(root, texts);
    var columns = new ColumnsReader(tables, rows, db, problems).read();
    var schema = new SchemaBuilder(tables, columns, problems).build(settings.zone());
    checkKeys(tables, columns);
    var memberFiles = new MemberFiles(texts, db, columns.staged(), rows, warnings);
    var segmentsReader = new SegmentsReader(schema, columns.unread(), memberFiles);
    segments.forEach(segmentsReader::name);
    var language =
        new Language(
            schema, segmentsReader.audiences(), segmentsReader.sources(), columns.unread());
    HttpChannelReader.checkBodies(root, language);
    var read = segmentsReader.read(language);
    var messagesReader = new MessagesReader(texts, warnings);
    var journeysReader = new JourneysReader(language, messagesReader.names());
    var journeys = journeysReader.read(journeyFiles);
    var messages = messagesReader.read(language, journeysReader.uses());
    var definitions =
        new Definitions(language, journeysReader.names(), journeys, messagesReader.names());
    var scenarios = new ScenariosReader(definitions).read(scenarioFiles);
    warnings.addAll(MessagesReader.warnings(journeysReader.uses(), messages));
    warnings.addAll(ConsentWarnings.of(settings.consent(), root, journeysReader.uses(), messages));
    return new Workspace(
        texts.root(),
        schema,
        read,
        journeys,
        messages,
        scenarios,
        columns.staged(),
        settings,
        warnings,
        dataFiles(tables),
        messagesReader.files());
  }

  private void checkKeys(Map<String, TableDeclaration> tables, Columns columns) {
    columns
        .staged()
        .forEach(
            (name, data) -> {
              var table = tables.get(name);
              if (table != null
                  && table.key() != null
                  && table.label() != null
                  && columns
                      .byTable()
                      .getOrDefault(name, Map.of())
                      .containsKey(table.key().name())) {
                new KeyCheck(db, texts.root().resolve(table.label()), table.label(), problems)
                    .check(data, table.key().name());
              }
            });
  }

  private static Map<String, String> dataFiles(Map<String, TableDeclaration> tables) {
    var files = new LinkedHashMap<String, String>();
    for (var table : tables.values()) {
      if (table.label() != null) {
        files.put(table.name(), table.label());
      }
    }
    return files;
  }

  private Optional<Yaml> parse(String file) {
    return texts.text(file).flatMap(text -> YamlParser.parse(file, text, problems));
  }

  private List<Yaml> parseAll(String subfolder) {
    var all = new ArrayList<Yaml>();
    for (var name : texts.list(subfolder)) {
      var file = subfolder + "/" + name;
      if (name.endsWith(".yaml") && !texts.isFolder(file)) {
        parse(file).ifPresent(all::add);
      } else {
        notRead(file, subfolder + " are files that end in .yaml");
      }
    }
    return all;
  }

  /** Files that look as if they should be read. */
  private void warnOfStrangers() {
    for (var name : texts.list("")) {
      var isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
      if (isYaml && !Set.of(ROOT, SEGMENTS, SERVER).contains(name)) {
        notRead(
            name,
            "definitions stand in caravan.yaml, segments.yaml and the folders segments, journeys,"
                + " scenarios");
      }
    }
  }

  private void notRead(String file, String why) {
    warnings.add(new Problem("not-read", Place.of(file), "this is not read: " + why));
  }
}
