package caravan.cli;

import caravan.app.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code backup}: copies the state, by the server where one runs. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies the state to DIR/.caravan/backups, and opens the copy once to check it.",
      "Where a server runs on DIR, that makes the copy, and goes on meanwhile."
    })
final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Override
  public Integer call() throws IOException {
    var running = State.running(folder.folder());
    if (running.isPresent()) {
      try (var server = new RemoteServer(running.get())) {
        var made = server.call("POST", "backups", null);
        print(
            State.backupsOf(folder.folder()).resolve(made.get("name").asString()),
            made.get("bytes").asLong());
        return Caravan.DONE;
      }
    }
    try (var state = StoredWorkspace.openState(folder.folder())) {
      var backups = state.backups();
      var made = backups.make(Instant.now());
      print(backups.folder().resolve(made.name()), made.bytes());
      return Caravan.DONE;
    }
  }

  private void print(Path file, long bytes) {
    spec.commandLine().getOut().printf("Written to %s (%,d bytes).%n", file, bytes);
  }
}
