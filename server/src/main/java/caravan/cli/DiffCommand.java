package caravan.cli;

import caravan.warehouse.DuckDb;
import caravan.workspace.Proposal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code diff}: what the files would change in a server's state. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the files would change in the state of a server.",
      "Data files and what comes from other sources are not compared."
    })
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TargetOptions options = new TargetOptions();

  @Override
  public Integer call() throws IOException {
    try (var target = options.open();
        var db = DuckDb.inMemory(List.of(options.folder()))) {
      var proposed = Proposal.of(options.folder(), target.documents(), db);
      TargetOptions.print(target.compare(proposed), spec.commandLine().getOut());
      return Caravan.DONE;
    }
  }
}
