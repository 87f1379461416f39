package caravan.cli;

import caravan.app.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The folder, and the server whose workspace it is compared with. */
final class TargetOptions {

  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = {
        "a server elsewhere; CARAVAN_TOKEN holds a token of it",
        "(default: the state in DIR/.caravan)"
      })
  private @Nullable String server;

  Path folder() {
    return folder.folder();
  }

  WorkspaceTarget open() throws IOException {
    if (server != null) {
      return new RemoteWorkspace(RemoteServer.of(server, System.getenv("CARAVAN_TOKEN")));
    }
    var running = State.running(folder());
    return running.isPresent()
        ? new RemoteWorkspace(new RemoteServer(running.get()))
        : StoredWorkspace.open(folder());
  }

  /** Shows a difference. */
  static void print(WorkspaceTarget.Comparison comparison, PrintWriter out) {
    if (comparison.changed().isEmpty()) {
      out.println("There is no difference.");
    }
    for (var changed : comparison.changed()) {
      out.println(changed.change() + " " + changed.document());
      changed.lines().forEach(line -> out.println("  " + line));
    }
    out.flush();
  }
}
