package caravan.cli;

import caravan.app.State;
import caravan.problem.Problems;
import caravan.workspace.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.ZipInputStream;
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
    var running = State.running(folder.folder());
    if (running.isPresent()) {
      fetch(running.get());
      spec.commandLine().getOut().println("Written to " + to + " by the running server.");
      return Caravan.DONE;
    }
    try (var opened = Opened.read(folder.folder())) {
      Export.write(opened.workspace(), to);
      spec.commandLine().getOut().println("Written to " + to + ".");
      return Caravan.DONE;
    }
  }

  private void fetch(State.Access access) throws IOException {
    var archive = Files.createTempFile("caravan-export", ".zip");
    try (var server = new RemoteServer(access)) {
      server.fetch("workspace/export", archive);
      Files.createDirectories(to);
      try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          var file = to.resolve(entry.getName()).normalize();
          if (!file.startsWith(to.normalize())) {
            throw new IOException("'" + entry.getName() + "' would lie outside of " + to);
          }
          if (!entry.isDirectory()) {
            Files.createDirectories(file.getParent());
            Files.copy(zip, file);
          }
        }
      }
    } finally {
      Files.delete(archive);
    }
  }
}
