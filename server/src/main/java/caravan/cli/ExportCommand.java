package caravan.cli;

import caravan.problem.Problems;
import caravan.workspace.Export;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: writes the workspace out. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes the workspace, as it was understood, to an empty folder.")
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "where to")
  private Path to = Path.of("");

  @Override
  public Integer call() throws IOException {
    var problems = new Problems();
    new Targets(folder.folder(), problems).folder("--to", to);
    problems.throwIfAny();
    try (var opened = Opened.read(folder.folder())) {
      Export.write(opened.workspace(), to);
      spec.commandLine().getOut().println("Written to " + to + ".");
      return Caravan.DONE;
    }
  }
}
