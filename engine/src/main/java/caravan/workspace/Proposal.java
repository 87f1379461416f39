package caravan.workspace;

import caravan.problem.Problems;
import caravan.profile.Source;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of a workspace are to become by some files. Tables, segments and connections
 * of other sources stay as they are, whether the files know of them or not; data is left out.
 */
public final class Proposal {

  private static final String TABLES = "tables";
  private static final String SOURCES = "sources";
  private static final String COLUMNS = "columns";
  private static final String SEGMENTS = "segments/";

  private Proposal() {}

  /**
   * That of a folder.
   *
   * @param stored the documents as they are
   * @param db which may read the folder
   * @throws caravan.problem.InvalidInput with everything that is wrong
   */
  public static Documents of(Path folder, Documents stored, DuckDb db) {
    var problems = new Problems();
    return of(new Folder(folder.toAbsolutePath().normalize(), problems), stored, db, false);
  }

  /**
   * That of texts that are named as the files of a folder are.
   *
   * @throws caravan.problem.InvalidInput with everything that is wrong
   */
  public static Documents of(Map<String, String> files, Documents stored, DuckDb db) {
    var problems = new Problems();
    var own = new Documents.Kept(new Documents(new TreeMap<>(files)), problems);
    return of(own, stored, db, true);
  }

  private static Documents of(Texts own, Documents stored, DuckDb db, boolean withoutData) {
    var problems = own.problems();
    var texts = new Together(own, stored, foreign(own, stored), withoutData);
    var read = WorkspaceReader.readFiles(texts, db, problems);
    problems.throwIfAny();
    var documents = Documents.of(read.orElseThrow());
    for (var name : sourced(stored)) {
      documents = documents.with(name, stored.texts().getOrDefault(name, ""));
    }
    return documents;
  }

  /** The stored segments of other sources that the files do not declare themselves. */
  private static Map<String, String> foreign(Texts own, Documents stored) {
    var declared = new LinkedHashSet<String>();
    var files = new ArrayList<String>();
    if (own.exists("segments.yaml")) {
      files.add("segments.yaml");
    }
    own.list("segments").forEach(name -> files.add(SEGMENTS + name));
    for (var file : files) {
      declared.addAll(names(own, file));
    }
    var foreign = new LinkedHashMap<String, String>();
    for (var name : sourced(stored)) {
      if (!declared.contains(String.valueOf(stored.tree(name).get("segment")))) {
        foreign.put(name, stored.texts().getOrDefault(name, ""));
      }
    }
    return foreign;
  }

  private static Set<String> names(Texts own, String file) {
    var names = new LinkedHashSet<String>();
    if (own.isFolder(file) || !file.endsWith(".yaml")) {
      return names;
    }
    var text = own.text(file);
    text.flatMap(it -> YamlParser.parse(file, it, new Problems()))
        .map(SegmentsReader::items)
        .orElse(List.of())
        .forEach(item -> item.get("segment").flatMap(Yaml::scalar).ifPresent(names::add));
    return names;
  }

  private static List<String> sourced(Documents stored) {
    return stored.texts().keySet().stream()
        .filter(name -> name.startsWith(SEGMENTS) && stored.tree(name).containsKey("source"))
        .toList();
  }

  /** The texts of files, and what else counts. */
  private record Together(
      Texts own, Documents stored, Map<String, String> foreign, boolean withoutData)
      implements Texts {

    @Override
    public Problems problems() {
      return own.problems();
    }

    @Override
    public List<String> list(String folder) {
      var names = new ArrayList<>(own.list(folder));
      if (SEGMENTS.equals(folder + "/")) {
        foreign.keySet().forEach(name -> names.add(name.substring(SEGMENTS.length())));
      }
      return names;
    }

    @Override
    public boolean exists(String file) {
      return foreign.containsKey(file) || own.exists(file);
    }

    @Override
    public boolean isFolder(String file) {
      return !foreign.containsKey(file) && own.isFolder(file);
    }

    @Override
    public Optional<String> text(String file) {
      if (foreign.containsKey(file)) {
        return Optional.ofNullable(foreign.get(file));
      }
      var text = own.text(file);
      return file.equals(Documents.ROOT) ? text.map(this::root) : text;
    }

    /** The root as it stands, as long as there is nothing to be added: places stay right. */
    private String root(String text) {
      var shown = Passwords.show(text, stored.text(Documents.ROOT));
      var parsed = YamlParser.parse(Documents.ROOT, shown, new Problems()).filter(Yaml::isMapping);
      if (parsed.isEmpty() || stored.text(Documents.ROOT) == null) {
        return shown;
      }
      var root = new Documents(Map.of(Documents.ROOT, shown)).tree(Documents.ROOT);
      return merge(root, stored.tree(Documents.ROOT)) ? Documents.write(root) : shown;
    }

    private boolean merge(Map<String, Object> root, Map<String, Object> known) {
      if (root.get(TABLES) != null && !(root.get(TABLES) instanceof Map<?, ?>)) {
        return false;
      }
      var isChanged = false;
      var tables = map(root.get(TABLES));
      for (var entry : map(known.get(TABLES)).entrySet()) {
        var table = map(entry.getValue());
        var wanted = tables.get(entry.getKey());
        if (isForeign(table)) {
          isChanged |= !entry.getValue().equals(wanted);
          tables.put(entry.getKey(), entry.getValue());
        } else if (withoutData && wanted instanceof Map<?, ?> && map(wanted).containsKey("data")) {
          tables.put(entry.getKey(), withColumns(map(wanted), table));
          isChanged = true;
        }
      }
      if (!root.containsKey(SOURCES) && known.get(SOURCES) != null) {
        root.put(SOURCES, known.get(SOURCES));
        isChanged = true;
      }
      root.put(TABLES, tables);
      return isChanged;
    }

    private static boolean isForeign(Map<String, Object> table) {
      var source = table.get("source");
      return source != null && !source.equals(Source.OUTBOUND_MARKETING.label());
    }

    /** A table whose data was taken in already: what its columns are is known. */
    private static Map<String, Object> withColumns(
        Map<String, Object> wanted, Map<String, Object> known) {
      var columns = map(known.get(COLUMNS));
      columns.putAll(map(wanted.get(COLUMNS)));
      wanted.remove("data");
      wanted.put(COLUMNS, columns);
      return wanted;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object tree) {
      return tree instanceof Map<?, ?> map
          ? new LinkedHashMap<>((Map<String, Object>) map)
          : new LinkedHashMap<>();
    }

    @Override
    public Optional<Path> named(Yaml yaml) {
      return own.named(yaml);
    }

    @Override
    public Path root() {
      return own.root();
    }
  }
}
