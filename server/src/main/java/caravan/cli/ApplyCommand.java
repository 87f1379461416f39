package caravan.cli;

import caravan.warehouse.DuckDb;
import caravan.workspace.Proposal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apply}: makes a server's definitions what the files say. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the definitions in the state of a server what the files say: all or nothing.",
      "The difference is shown first. Rows, and what comes from other sources, are left alone."
    })
final class ApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TargetOptions options = new TargetOptions();

  @Option(names = "--yes", description = "does not ask whether to go on")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try (var target = options.open();
        var db = DuckDb.inMemory(List.of(options.folder()))) {
      var proposed = Proposal.of(options.folder(), target.documents(), db);
      var comparison = target.compare(proposed);
      TargetOptions.print(comparison, out);
      if (comparison.changed().isEmpty()) {
        return Caravan.DONE;
      }
      if (!yes && !isConfirmed(out)) {
        out.println("Nothing was changed.");
        return Caravan.FAILED;
      }
      target.apply(proposed, comparison.version());
      var count = comparison.changed().size();
      out.println(count == 1 ? "1 document changed." : count + " documents changed.");
      return Caravan.DONE;
    }
  }

  private static boolean isConfirmed(PrintWriter out) throws IOException {
    out.print("Change this? [y/N] ");
    out.flush();
    var answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }
}
