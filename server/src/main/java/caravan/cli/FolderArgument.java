package caravan.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The workspace's folder, as the last argument of a command. */
final class FolderArgument {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "the workspace's folder (default: the current one)")
  private Path folder = Path.of(".");

  Path folder() {
    return folder.normalize().toString().isEmpty() ? Path.of(".") : folder.normalize();
  }
}
