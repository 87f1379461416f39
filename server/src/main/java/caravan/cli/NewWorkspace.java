package caravan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/** What an empty folder becomes where somebody serves it: a workspace with a table of people. */
final class NewWorkspace {

  private static final String FILE = "/new-workspace.yaml";

  private NewWorkspace() {}

  /** Writes it, where a folder is there and has nothing in it; says whether it did. */
  static boolean writeInto(Path folder) throws IOException {
    if (!isEmpty(folder)) {
      return false;
    }
    Files.writeString(
        folder.resolve("caravan.yaml"), text().replace("{zone}", zone(ZoneId.systemDefault())));
    return true;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** The name of a zone with a history; offsets have none. */
  private static String zone(ZoneId here) {
    return here.getId().contains("/") ? here.getId() : "UTC";
  }

  private static String text() {
    try (var in = NewWorkspace.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the program has no " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
