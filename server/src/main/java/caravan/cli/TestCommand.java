package caravan.cli;

import caravan.runtime.ScenarioRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code test}: plays the scenarios. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Plays the scenarios and says what is not as expected.")
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Override
  public Integer call() {
    try (var opened = Opened.read(folder.folder())) {
      var out = spec.commandLine().getOut();
      var runner = new ScenarioRunner(opened.workspace());
      var passed = 0;
      var failed = 0;
      for (var scenario : opened.workspace().scenarios()) {
        var differences = runner.play(scenario);
        if (differences.isEmpty()) {
          passed++;
          out.println("passed  " + scenario.name());
        } else {
          failed++;
          out.println("FAILED  " + scenario.name());
          differences.forEach(difference -> out.println("        " + difference));
        }
        out.flush();
      }
      out.printf("%d passed, %d failed%n", passed, failed);
      return failed == 0 ? Caravan.DONE : Caravan.NOT_AS_EXPECTED;
    }
  }
}
