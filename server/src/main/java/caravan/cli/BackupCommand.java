package caravan.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code backup}: copies the state of a folder that no server runs on. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies the state to DIR/.caravan/backups, and opens the copy once to check it.",
      "While a server runs, POST /api/v1/backups does the same."
    })
final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Override
  public Integer call() throws IOException {
    try (var state = StoredWorkspace.openState(folder.folder())) {
      var backups = state.backups();
      var made = backups.make(Instant.now());
      spec.commandLine()
          .getOut()
          .printf(
              "Written to %s (%,d bytes).%n", backups.folder().resolve(made.name()), made.bytes());
      return Caravan.DONE;
    }
  }
}
