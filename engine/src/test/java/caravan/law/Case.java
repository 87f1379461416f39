package caravan.law;

import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import caravan.workspace.Scenario;
import caravan.workspace.Workspace;
import caravan.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A workspace with one scenario, as files: what the laws are tried on.
 *
 * @param files texts by their paths in the folder
 */
record Case(Map<String, String> files) {

  Case {
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** A case that could be read. */
  record Opened(Workspace workspace, Scenario scenario) {}

  /** A case that the product refuses: a fault of whoever wrote it, or of the reader. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** Reads it as the product does. */
  Opened open() {
    try {
      var folder = Files.createTempDirectory("caravan-case");
      try {
        write(folder);
        return open(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a folder with one scenario. */
  static Opened open(Path folder) {
    var problems = new Problems();
    var workspace = WorkspaceReader.read(folder, READER.get(), problems);
    if (workspace.isEmpty()) {
      throw new Refused(String.join("\n", problems.list().stream().map(Object::toString).toList()));
    }
    return new Opened(workspace.get(), workspace.get().scenarios().getFirst());
  }

  /** Cases have no files of data, so one database serves all. */
  private static final ThreadLocal<DuckDb> READER =
      ThreadLocal.withInitial(() -> DuckDb.inMemory(List.of(), 500_000_000));

  void write(Path folder) throws IOException {
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
  }

  static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** All files, one after the other. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    files.forEach((name, content) -> text.append("== ").append(name).append('\n').append(content));
    return text.toString();
  }
}
