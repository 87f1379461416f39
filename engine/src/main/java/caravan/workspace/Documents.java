package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a workspace as texts, each under a name like that of a file: {@code
 * caravan.yaml}, {@code segments/Big spenders.yaml}, {@code journeys/Welcome.yaml}, {@code
 * messages/welcome.md}. All columns and members are written out; there are no files of data.
 * Immutable; in the order in which definitions count.
 */
public record Documents(Map<String, String> texts) {

  public static final String ROOT = "caravan.yaml";

  public Documents {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** What a document declares, by the folder that it would lie in. */
  public enum Kind {
    SEGMENT("segments"),
    JOURNEY("journeys"),
    MESSAGE("messages"),
    SCENARIO("scenarios");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    /** The word for one: {@code segment}. */
    public String label() {
      return folder.substring(0, folder.length() - 1);
    }

    /** The name of the document that declares one; a message's with its ending. */
    public String document(String name) {
      return folder + "/" + name + (this == MESSAGE ? "" : ".yaml");
    }
  }

  /** The definitions of a workspace that was read. */
  public static Documents of(Workspace workspace) {
    var texts = new LinkedHashMap<String, String>();
    texts.put(ROOT, YamlWriter.write(DefinitionTrees.root(workspace, false)));
    for (var segment : workspace.segments().values()) {
      var tree = DefinitionTrees.segment(segment);
      texts.put(Kind.SEGMENT.document(segment.name()), YamlWriter.write(tree));
    }
    for (var journey : workspace.journeys().values()) {
      var tree = JourneyTrees.of(journey);
      texts.put(Kind.JOURNEY.document(journey.name()), YamlWriter.write(tree));
    }
    for (var message : workspace.messageFiles().values()) {
      texts.put(message.file(), message.text());
    }
    for (var scenario : workspace.scenarios()) {
      var tree = ScenarioTrees.of(scenario);
      texts.put(Kind.SCENARIO.document(scenario.name()), YamlWriter.write(tree));
    }
    return new Documents(texts);
  }

  /**
   * What a document says, as JSON has it: maps, lists, texts, numbers, truth values. Its keys may
   * be changed.
   *
   * @throws IllegalArgumentException where there is none, or it is no mapping
   */
  public Map<String, Object> tree(String document) {
    var text = texts.get(document);
    return Optional.ofNullable(text)
        .flatMap(known -> YamlParser.parse(document, known, new Problems()))
        .filter(Yaml::isMapping)
        .flatMap(yaml -> yaml.mapping(""))
        .map(Trees::of)
        .orElseThrow(() -> new IllegalArgumentException("no document '" + document + "'"));
  }

  /** The text that says what a tree does. */
  @SuppressWarnings("unchecked")
  public static String write(Map<String, Object> tree) {
    return YamlWriter.write(
        (Map<String, Object>) java.util.Objects.requireNonNull(DefinitionTrees.typed(tree)));
  }

  public @Nullable String text(String document) {
    return texts.get(document);
  }

  /** The same with a text in place of another, or after all others. */
  public Documents with(String document, String text) {
    var changed = new LinkedHashMap<>(texts);
    changed.put(document, text);
    return new Documents(changed);
  }

  public Documents without(String document) {
    var changed = new LinkedHashMap<>(texts);
    changed.remove(document);
    return new Documents(changed);
  }

  /**
   * What the documents declare.
   *
   * @param db any, which is not asked anything
   * @param problems receives everything that is wrong in any of them
   * @return nothing if anything was wrong
   */
  public Optional<Workspace> read(DuckDb db, Problems problems) {
    var found = new Problems();
    var workspace = WorkspaceReader.read(new Kept(this, found), db, found);
    problems.addAll(found.list());
    return found.isEmpty() ? workspace : Optional.empty();
  }

  record Kept(Documents documents, Problems problems) implements Texts {

    @Override
    public List<String> list(String folder) {
      var prefix = folder + "/";
      return documents.texts().keySet().stream()
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .toList();
    }

    @Override
    public boolean exists(String file) {
      return documents.texts().containsKey(file);
    }

    @Override
    public boolean isFolder(String file) {
      return false;
    }

    @Override
    public Optional<String> text(String file) {
      var text = documents.text(file);
      if (text == null) {
        problems.add("file", Place.of(file), "there is no such document");
      }
      return Optional.ofNullable(text);
    }

    @Override
    public Optional<Path> named(Yaml yaml) {
      yaml.problem("file", "there are no files beside this definition: upload the rows instead");
      return Optional.empty();
    }

    @Override
    public Path root() {
      return Path.of("");
    }
  }
}
