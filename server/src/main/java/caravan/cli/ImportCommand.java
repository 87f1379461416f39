package caravan.cli;

import caravan.app.State;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.runtime.IllegalCommand;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

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

  private static final Duration POLL = Duration.ofMillis(100);

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
    try (var server = new RemoteServer(access)) {
      var upload =
          server.send(
              "tables/%s/uploads?name=%s"
                  .formatted(encoded(table), encoded(String.valueOf(file.getFileName()))),
              file);
      var path = "uploads/" + upload.get("id").asString();
      try {
        requireColumns(upload, server.call("GET", "tables/" + encoded(table), null));
        var _ = server.call("POST", path + "/start", null);
        return report(server, path, awaitEnd(server, path));
      } finally {
        if (isAtAnEnd(server.call("GET", path, null))) {
          var _ = server.call("DELETE", path, null);
        }
      }
    }
  }

  /** As without a server: what the table has no column for is no row of it. */
  private void requireColumns(JsonNode upload, JsonNode known) {
    var problems = new Problems();
    var names = known.get("columns").propertyNames();
    for (var column : upload.get("columns")) {
      if (!names.contains(column.asString())) {
        problems.addUnknown(
            "unknown-column",
            Place.of(file.toString(), 1),
            "%s has no column '%s'".formatted(table, column.asString()),
            column.asString(),
            names);
      }
    }
    problems.throwIfAny();
  }

  private static boolean isAtAnEnd(JsonNode status) {
    return !status.get("state").asString().equals("running");
  }

  private static JsonNode awaitEnd(RemoteServer server, String path) throws IOException {
    var status = server.call("GET", path, null);
    while (!isAtAnEnd(status) && status.get("rows").asLong() == 0) {
      LockSupport.parkNanos(POLL.toNanos());
      status = server.call("GET", path, null);
    }
    try (var bar = Progress.start("Importing", Math.max(1, status.get("rows").asLong()))) {
      while (!isAtAnEnd(status)) {
        bar.to(status.get("read").asLong());
        LockSupport.parkNanos(POLL.toNanos());
        status = server.call("GET", path, null);
      }
    }
    return status;
  }

  private int report(RemoteServer server, String path, JsonNode status) throws IOException {
    var out = spec.commandLine().getOut();
    var taken = status.get("taken").asLong();
    if (!status.get("state").asString().equals("done")) {
      throw new IllegalCommand(
          "%s; %,d rows were taken in"
              .formatted(status.path("problem").asString("it was cancelled"), taken));
    }
    out.printf("%,d rows taken in by the running server.%n", taken);
    var rejected = status.get("rejected").asLong();
    if (rejected > 0) {
      var kept = Path.of(String.valueOf(file.getFileName()) + ".rejected.csv");
      server.fetch(path + "/rejected", kept);
      out.printf("%,d rows do not fit; they are in %s, with why.%n", rejected, kept);
    }
    return rejected > 0 ? Caravan.WRONG_INPUT : Caravan.DONE;
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
                + Problems.suggestion(table, opened.workspace().schema().tables().keySet()));
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
