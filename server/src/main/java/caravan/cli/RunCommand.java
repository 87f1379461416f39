package caravan.cli;

import caravan.journey.Frequency;
import caravan.journey.JourneyState;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.runtime.Engine;
import caravan.runtime.VirtualClock;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import caravan.warehouse.Postgres;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: runs the journeys on a virtual clock. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the journeys on a virtual clock and prints the funnel of each.",
      "Every journey goes live at the start. Without an end it runs until nothing more can happen, "
          + "or for a year where a journey is ongoing or repeating."
    })
final class RunCommand implements Callable<Integer> {

  private static final Span A_YEAR = new Span(1, TimeUnit.YEARS);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(
      names = "--journey",
      paramLabel = "NAME",
      description = "only this journey; may be repeated")
  private List<String> journeys = new ArrayList<>();

  @Option(names = "--from", paramLabel = "INSTANT", description = "when it begins (default: now)")
  private @Nullable String from;

  @ArgGroup private @Nullable End end;

  /** When it ends. */
  static final class End {
    @Option(
        names = "--until",
        paramLabel = "INSTANT",
        description = "when it ends, that instant included")
    private @Nullable String until;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        description = "how long it runs, like \"90 days\"")
    private @Nullable String length;
  }

  @Option(names = "--report", paramLabel = "FILE", description = "writes what happened as JSON")
  private @Nullable Path report;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "writes each message as a file (default: they are counted only)")
  private @Nullable Path out;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "keeps everything in this file, or in a PostgreSQL database of its own "
              + "(postgresql://user@host:5432/name); with a later end the same command continues "
              + "from it")
  private @Nullable String state;

  @Override
  public Integer call() throws IOException {
    var started = System.nanoTime();
    checkOptions();
    try (var run = Session.open(folder.folder(), state, out)) {
      var workspace = run.workspace();
      var chosen = chosen(workspace);
      var zone = workspace.settings().zone();
      var wanted =
          from == null
              ? Instant.now().truncatedTo(ChronoUnit.SECONDS)
              : Times.instant("--from", from, zone);
      var begin = run.begin(wanted, from != null, chosen);
      var until = until(begin, zone, workspace, chosen);
      var clock = new VirtualClock(run.engine(), run.now());
      if (until != null && until.isBefore(run.now())) {
        throw new InvalidInput(
            "end-before-start",
            Place.of(state == null ? "--until" : Postgres.shown(state)),
            "the end, %s, is before %s, where the run is already".formatted(until, run.now()));
      }
      pass(run.engine(), clock, begin, until, chosen);
      var last = until == null ? clock.now() : until;
      var summary = new Summary(run.engine(), chosen, begin, last, zone);
      summary.print(spec.commandLine().getOut());
      if (report != null) {
        new ReportFile(
                run.engine(),
                chosen,
                begin,
                last,
                (journey, message) ->
                    run.messages().map(messages -> messages.failed(journey, message)).orElse(0L))
            .write(report);
      }
      var seconds = (System.nanoTime() - started) / 1e9;
      new Epilogue(run, out, report, state, folder.folder(), seconds)
          .print(spec.commandLine().getOut());
      return Caravan.DONE;
    }
  }

  /** Everything that can be said before anything is read or written. */
  private void checkOptions() {
    var problems = new Problems();
    var targets = new Targets(folder.folder(), problems);
    targets.report("--report", report);
    targets.folder("--out", out);
    if (state != null && !Postgres.isAddress(state)) {
      targets.file("--state", Path.of(state));
    }
    Times.checkInstant("--from", from, problems);
    if (end != null) {
      Times.checkInstant("--until", end.until, problems);
      Times.checkSpan("--for", end.length, problems);
    }
    problems.throwIfAny();
  }

  private List<String> chosen(Workspace workspace) {
    var problems = new Problems();
    for (var name : journeys) {
      if (!workspace.journeys().containsKey(name)) {
        problems.addUnknown(
            "unknown-journey",
            Place.of("--journey"),
            "there is no journey '" + name + "'",
            name,
            workspace.journeys().keySet());
      }
    }
    problems.throwIfAny();
    return journeys.isEmpty()
        ? List.copyOf(workspace.journeys().keySet())
        : journeys.stream().distinct().toList();
  }

  /** The given end, or that of a year where journeys go on by themselves, or none. */
  private @Nullable Instant until(
      Instant begin, java.time.ZoneId zone, Workspace workspace, List<String> chosen) {
    if (end != null && end.until != null) {
      return Times.instant("--until", end.until, zone);
    }
    if (end != null && end.length != null) {
      return Times.span("--for", end.length).after(begin, zone);
    }
    var goesOn =
        chosen.stream()
            .map(workspace.journeys()::get)
            .anyMatch(
                journey -> journey != null && !(journey.frequency() instanceof Frequency.OneTime));
    return goesOn ? A_YEAR.after(begin, zone) : null;
  }

  private static void pass(
      Engine engine,
      VirtualClock clock,
      Instant begin,
      @Nullable Instant until,
      List<String> chosen) {
    var drafts =
        chosen.stream()
            .filter(
                name ->
                    engine.states().getOrDefault(name, JourneyState.DRAFT).status()
                        == JourneyState.Status.DRAFT)
            .toList();
    clock.settle(() -> engine.live(drafts, clock.now()));
    if (until == null) {
      clock.advanceWhileBusy(A_YEAR.after(begin, java.time.ZoneOffset.UTC), _ -> {});
      return;
    }
    var total = Math.max(1, Duration.between(begin, until).toSeconds());
    try (var bar = Progress.start("Running", total)) {
      clock.advanceTo(until, now -> bar.to(Duration.between(begin, now).toSeconds()));
      bar.to(total);
    }
  }
}
