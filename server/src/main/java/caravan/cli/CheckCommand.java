package caravan.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: reads everything and reports every problem. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Reads everything and reports every problem.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Override
  public Integer call() {
    FilesOnly.say(spec, folder.folder());
    try (var opened = Opened.read(folder.folder())) {
      var out = spec.commandLine().getOut();
      var workspace = opened.workspace();
      workspace
          .warnings()
          .forEach(warning -> out.println(warning.place() + ": note: " + warning.message()));
      out.printf(
          "All is well: %s, %s, %s, %s, %s.%n",
          count(workspace.schema().tables().size(), "table"),
          count(workspace.segments().size(), "segment"),
          count(workspace.journeys().size(), "journey"),
          count(workspace.messages().size(), "message"),
          count(workspace.scenarios().size(), "scenario"));
      return Caravan.DONE;
    }
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
