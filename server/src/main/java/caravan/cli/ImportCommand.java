package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: takes rows of a file into a table's data file. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the rows of a file into a table's data file: rows with a known key are changed, others added.",
      "All or nothing: where a row does not fit, nothing is written."
    })
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "TABLE", description = "the table")
  private String table = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "a CSV, Parquet or NDJSON file")
  private Path file = Path.of("");

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "the workspace's folder (default: the current one)")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws IOException {
    try (var opened = Opened.read(folder)) {
      var target = opened.workspace().schema().find(table);
      if (target.isEmpty()) {
        throw new InvalidInput(
            "unknown-table",
            Place.of("TABLE"),
            "there is no table '"
                + table
                + "'"
                + caravan.problem.Problems.suggestion(
                    table, opened.workspace().schema().tables().keySet()));
      }
      var result = new DataImport(opened, target.get()).run(file);
      spec.commandLine()
          .getOut()
          .printf(
              "%,d rows added, %,d changed; %s now has %,d rows, in %s.%n",
              result.added(), result.changed(), table, result.rows(), result.file());
      return Caravan.DONE;
    }
  }
}
