package caravan.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The workspace's folder where another argument stands before it. */
final class SecondFolderArgument {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "the workspace's folder (default: the current one)")
  private Path folder = Path.of(".");

  Path folder() {
    return folder;
  }
}
