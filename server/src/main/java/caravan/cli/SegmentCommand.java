package caravan.cli;

import caravan.audience.Ask;
import caravan.audience.Explanation;
import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Physical;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.segment.Expression;
import caravan.segment.SegmentParser;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import caravan.workspace.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segment}: who fulfils an expression. */
@Command(
    name = "segment",
    mixinStandardHelpOptions = true,
    description =
        "Counts who fulfils an expression; shows some, the SQL, or why one person is in or out.")
final class SegmentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "EXPRESSION", description = "in the segment language")
  private String expression = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "the workspace's folder (default: the current one)")
  private Path folder = Path.of(".");

  @Option(names = "--sample", paramLabel = "N", description = "shows up to N of them")
  private int sample;

  @Option(names = "--sql", description = "shows the statements that answer it")
  private boolean sql;

  @Option(
      names = "--explain",
      paramLabel = "KEY",
      description = "says why this person is in or out")
  private @Nullable String explain;

  @Option(
      names = "--audience",
      paramLabel = "TABLE",
      description = "whose rows, where several tables are audiences")
  private @Nullable String audience;

  @Option(names = "--at", paramLabel = "INSTANT", description = "as of when (default: now)")
  private @Nullable String at;

  @Override
  public Integer call() {
    if (sample < 0) {
      throw new InvalidInput(
          "sample", Place.of("--sample"), "at least 0 people can be shown, not " + sample);
    }
    FilesOnly.say(spec, folder);
    try (var opened = Opened.read(folder)) {
      var workspace = opened.workspace();
      var table = audience(workspace);
      var asked = parse(workspace, table);
      var now =
          at == null
              ? Instant.now().truncatedTo(ChronoUnit.MICROS)
              : Times.instant("--at", at, workspace.settings().zone());
      var engine = opened.engine();
      var out = spec.commandLine().getOut();
      if (explain != null) {
        explain(engine, table, asked, now, out);
        return Caravan.DONE;
      }
      var started = System.nanoTime();
      var members =
          engine.evaluator().evaluate(new Ask(table, asked, null), engine.moment(now), null);
      out.printf(
          "%,d of %,d %s (%.0f ms)%n",
          members.size(),
          engine.tables().people(table.name()).existing().size(),
          table.name(),
          (System.nanoTime() - started) / 1e6);
      if (sql) {
        engine
            .evaluator()
            .sql(new Ask(table, asked, null), engine.moment(now))
            .forEach(statement -> out.println("\n" + statement + ";"));
      }
      if (sample > 0) {
        sample(opened, table, members.first(sample), out);
      }
      return Caravan.DONE;
    }
  }

  private Table audience(Workspace workspace) {
    var all = workspace.schema().audiences();
    if (audience == null && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(table -> table.name().equals(audience))
        .findFirst()
        .orElseThrow(
            () -> {
              var names = all.stream().map(Table::name).toList();
              return new InvalidInput(
                  "audience",
                  Place.of("--audience"),
                  audience == null
                      ? "say which audience is meant: " + String.join(", ", names)
                      : "'" + audience + "' is no audience" + Problems.suggestion(audience, names));
            });
  }

  private Expression parse(Workspace workspace, Table table) {
    var problems = new Problems();
    var audiences = new HashMap<String, String>();
    workspace.segments().forEach((name, segment) -> audiences.put(name, segment.audience()));
    var parsed =
        new SegmentParser(workspace.schema(), audiences)
            .parse(expression, table, new Place("expression", 1, 1), problems);
    problems.throwIfAny();
    return parsed.orElseThrow();
  }

  private void explain(Engine engine, Table table, Expression asked, Instant now, PrintWriter out) {
    var key =
        Values.parse(table.keyColumn().type(), String.valueOf(explain))
            .map(engine.tables().people(table.name())::find)
            .orElse(java.util.OptionalInt.empty());
    if (key.isEmpty()
        || !engine.tables().people(table.name()).existing().contains(key.getAsInt())) {
      throw new InvalidInput(
          "unknown-person",
          Place.of("--explain"),
          "there is no " + table.name() + " '" + explain + "'");
    }
    ExplanationText.print(
        Explanation.of(engine.evaluator(), table, key.getAsInt(), asked, engine.moment(now)), out);
  }

  private static void sample(Opened opened, Table table, Cohort some, PrintWriter out) {
    if (some.isEmpty()) {
      return;
    }
    var columns = table.columns().values().stream().limit(6).toList();
    var rows =
        opened
            .db()
            .sql()
            .select(
                columns.stream()
                    .map(column -> DSL.field(DSL.name(column.name()), Stored.type(column.type())))
                    .toList())
            .from(DSL.table(Physical.table(table)))
            .where(
                opened
                    .db()
                    .dialect()
                    .isIn(some, DSL.field(DSL.name(Physical.ORDINAL), Integer.class)))
            .orderBy(DSL.field(DSL.name(Physical.ORDINAL)))
            .fetch();
    out.println(rows.format());
  }
}
