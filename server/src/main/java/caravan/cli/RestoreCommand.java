package caravan.cli;

import caravan.app.SettingsReader;
import caravan.app.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: puts a backup in the place of a state. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a backup in the place of the state in DIR/.caravan. No server may run there.",
      "The state before it stays beside it, as caravan.db.before. Where DIR has no caravan.yaml,",
      "the workspace's files are written as well. Sending is stopped in what was restored."
    })
final class RestoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "the backup")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "the workspace's folder (default: the current one)")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws IOException {
    var settings = SettingsReader.read(folder, System.getenv(), Map.of()).state();
    State.restore(file, folder, settings, Instant.now().truncatedTo(ChronoUnit.MICROS));
    spec.commandLine()
        .getOut()
        .println(
            "Restored to "
                + folder
                + ". Sending is stopped, since what was sent after the backup would be sent again: look"
                + " at what waits, and release it.");
    return Caravan.DONE;
  }
}
