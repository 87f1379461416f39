package caravan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Runs the measurements and prints a line for each: {@code [--quick] [part …]}. */
public final class Main {

  private static final List<String> PARTS =
      List.of(
          "micro",
          "journey",
          "segments",
          "fresh",
          "import",
          "sends",
          "latency",
          "start",
          "large",
          "steady");

  private Main() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    var asked = List.of(arguments);
    for (var argument : asked) {
      if (!argument.equals("--quick") && !PARTS.contains(argument)) {
        System.err.println("usage: [--quick] [%s]".formatted(String.join("] [", PARTS)));
        System.exit(2);
      }
    }
    var quick = asked.contains("--quick");
    var all = asked.stream().noneMatch(PARTS::contains);
    var report = new Report(Path.of(System.getProperty("caravan.bench.reports", "target/bench")));
    Machine.lines().forEach(report::line);
    report.head();
    var folder = Files.createTempDirectory("caravan-bench");
    try {
      if (all || asked.contains("micro")) {
        new MicroBench(quick, report).run();
      }
      if (all || asked.contains("journey")) {
        new JourneyBench(quick ? 100_000 : 1_000_000, folder, report).run();
      }
      if (all || asked.contains("segments")) {
        new SegmentBench(quick ? 1_000_000 : 10_000_000, folder, report).run();
      }
      if (all || asked.contains("fresh")) {
        new FreshBench(quick ? 1_000_000 : 10_000_000, folder, report).run();
      }
      if (all || asked.contains("import")) {
        new ImportBench(quick ? 1_000_000 : 10_000_000, folder, report).run();
      }
      if (all || asked.contains("sends")) {
        new SendsBench(quick ? 10_000 : 100_000, folder, report).run();
      }
      if (all || asked.contains("latency")) {
        new LatencyBench(quick ? 100_000 : 1_000_000, quick ? 500 : 2_000, folder, report).run();
      }
      if (all || asked.contains("start")) {
        new StartBench(quick ? 1_000_000 : 10_000_000, folder, report).run();
      }
      if (all || asked.contains("large")) {
        new LargeJourneyBench(quick ? 1_000_000 : 10_000_000, folder, report).run();
        new LargeJourneyBench(quick ? 10_000_000 : 100_000_000, folder, report).run();
        new SyntheticJourneyBench(quick ? 10_000_000 : 1_000_000_000, folder, report).run();
      }
      if (all || asked.contains("steady")) {
        var length = Duration.ofMinutes(quick ? 4 : 40);
        new SteadyBench(quick ? 100_000 : 1_000_000, length, folder, report).run();
      }
    } finally {
      delete(folder);
    }
    System.out.println("Written to " + report.write());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
