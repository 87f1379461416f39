package caravan.cli;

import caravan.app.State;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.IllegalCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code token}: what to send to the server that runs on a folder. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a token for the server that runs on the folder.",
      "Without --name it is the one by which commands on this machine enter: it may do everything,"
          + " and is good as long as the server runs.",
      "With --name a lasting one is made, which administrators can see and revoke."
    })
final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(names = "--name", paramLabel = "N", description = "what the lasting token is called")
  private @Nullable String name;

  @Option(
      names = "--scope",
      paramLabel = "S",
      description = "what it may do: read, data, edit, admin (default: read and data)")
  private List<String> scopes = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (name == null && !scopes.isEmpty()) {
      throw new InvalidInput(
          "no-name", Place.of("--scope"), "a token with scopes of its own needs a --name");
    }
    var access =
        State.running(folder.folder())
            .orElseThrow(
                () ->
                    new IllegalCommand(
                        "no server runs on '%s'; ./caravan up starts one"
                            .formatted(folder.folder())));
    spec.commandLine().getOut().println(name == null ? access.token() : made(access, name));
    return Caravan.DONE;
  }

  private String made(State.Access access, String called) throws IOException {
    var may = scopes.isEmpty() ? List.of("read", "data") : scopes;
    try (var server = new RemoteServer(access)) {
      return server
          .call("POST", "tokens", Map.of("name", called, "scopes", may))
          .get("key")
          .asString();
    }
  }
}
