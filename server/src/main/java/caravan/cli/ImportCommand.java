package caravan.cli;

import caravan.app.State;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.IllegalCommand;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
      "All or nothing: where a row does not fit, nothing is written.",
      "Where a server runs on the folder the rows go there; those that do not fit are left out, and"
          + " written into a file."
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
    var server = State.running(folder);
    return server.isPresent() ? send(server.get()) : merge();
  }

  /** Into the server that runs on the folder: there are the rows then, and not in files. */
  private int send(State.Access access) throws IOException {
    var out = spec.commandLine().getOut();
    try (var server = new RemoteServer(access)) {
      var upload =
          server.send(
              "tables/%s/uploads?name=%s"
                  .formatted(encoded(table), encoded(String.valueOf(file.getFileName()))),
              file);
      var id = upload.get("id").asString();
      var _ = server.call("POST", "uploads/" + id + "/start", null);
      var status = server.call("GET", "uploads/" + id, null);
      try (var bar = Progress.start("Importing", Math.max(1, status.path("rows").asLong(0)))) {
        while (status.get("state").asString().equals("running")) {
          bar.to(status.path("read").asLong(0));
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
          status = server.call("GET", "uploads/" + id, null);
        }
      }
      if (!status.get("state").asString().equals("done")) {
        throw new IllegalCommand(status.path("problem").asString("the upload did not end"));
      }
      var rejected = status.get("rejected").asLong();
      out.printf("%,d rows taken in by the running server.%n", status.get("taken").asLong());
      if (rejected > 0) {
        var kept = Path.of(String.valueOf(file.getFileName()) + ".rejected.csv");
        server.fetch("uploads/" + id + "/rejected", kept);
        out.printf("%,d rows do not fit; they are in %s, with why.%n", rejected, kept);
      }
      server.call("DELETE", "uploads/" + id, null);
      return rejected > 0 ? Caravan.WRONG_INPUT : Caravan.DONE;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private int merge() throws IOException {
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
