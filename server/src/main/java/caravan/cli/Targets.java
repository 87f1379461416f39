package caravan.cli;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a command is going to write: looked at before it does anything else. */
record Targets(Path workspace, Problems problems) {

  private static final Set<String> DEFINITIONS =
      Set.of("caravan.yaml", "segments.yaml", "segments", "journeys", "messages", "scenarios");
  private static final Pattern REPORT = Pattern.compile("\\{\\s*\"from\"");

  /** A report, which may replace an older one and nothing else. */
  void report(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    var before = problems.size();
    file(option, file);
    if (problems.size() == before && Files.isRegularFile(file) && !isReport(file)) {
      problem(option, "'" + file + "' is there already and is no report; name another file");
    }
  }

  /** A file that is there, or can be made. */
  void file(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      problem(option, "'" + file + "' is a folder; a file should stand here");
    } else if (Files.exists(file) && !Files.isWritable(file)) {
      problem(option, "'" + file + "' may not be written");
    } else if (!Files.exists(file)) {
      unwritable(file.toAbsolutePath().normalize().getParent())
          .ifPresent(why -> problem(option, "'" + file + "' cannot be made: " + why));
    }
  }

  /** A folder that is there, or can be made, and holds no files of the workspace. */
  void folder(String option, @Nullable Path folder) {
    if (folder == null) {
      return;
    }
    var path = folder.toAbsolutePath().normalize();
    var root = workspace.toAbsolutePath().normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      problem(option, "'" + folder + "' is a file; a folder should stand here");
    } else if (path.startsWith(root)
        && DEFINITIONS.contains(root.relativize(path).getName(0).toString())) {
      problem(option, "'" + folder + "' belongs to the workspace's own files");
    } else {
      unwritable(path)
          .ifPresent(why -> problem(option, "'" + folder + "' cannot be written: " + why));
    }
  }

  /** Why nothing can be made in a folder, which need not be there yet. */
  private static Optional<String> unwritable(@Nullable Path folder) {
    var nearest = folder;
    while (nearest != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (nearest == null || !Files.isDirectory(nearest)) {
      return Optional.of("'" + nearest + "' is no folder");
    }
    return Files.isWritable(nearest) && !nearest.startsWith("/proc")
        ? Optional.empty()
        : Optional.of("nothing may be written in '" + nearest + "'");
  }

  private static boolean isReport(Path file) {
    try (var in = Files.newInputStream(file)) {
      var start = new String(in.readNBytes(100), StandardCharsets.UTF_8);
      return start.isEmpty() || REPORT.matcher(start).lookingAt();
    } catch (IOException _) {
      return false;
    }
  }

  private void problem(String option, String message) {
    problems.add("target", Place.of(option), message);
  }
}
