package caravan.cli;

import caravan.app.State;
import caravan.runtime.IllegalCommand;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code token}: what to send to the server that runs on a folder. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the token by which commands on this machine enter the server that runs on the folder.",
      "It may do everything, and is good as long as the server runs."
    })
final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Override
  public Integer call() throws IOException {
    var access =
        State.running(folder.folder())
            .orElseThrow(
                () ->
                    new IllegalCommand(
                        "no server runs on '%s'; ./caravan up starts one"
                            .formatted(folder.folder())));
    spec.commandLine().getOut().println(access.token());
    return Caravan.DONE;
  }
}
