package caravan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * From the post of a changed row that lets its person enter a journey to the final dot of their
 * mail: by itself, and while other rows stream in.
 */
final class LatencyBench {

  private static final int WARM_UPS = 200;
  private static final int OTHER_ROWS = 5_000;
  private static final double MEDIAN = 100;
  private static final double WORST = 1_000;

  /** So long is measured at most: where a change takes too long, fewer are made. */
  private static final Duration LONGEST = Duration.ofSeconds(100);

  private final int contacts;
  private final int changes;
  private final Path workspace;
  private final Report report;
  private final Movers movers = new Movers();

  LatencyBench(int contacts, int changes, Path folder, Report report) {
    this.contacts = contacts;
    this.changes = changes;
    this.workspace = folder.resolve("latency");
    this.report = report;
  }

  void run() throws SQLException, IOException {
    try (var sink = new MailSink(0, movers::taken)) {
      Campaigns.write(workspace, contacts, sink.port());
      try (var server = ServerProcess.start(workspace)) {
        Campaigns.goLive(server);
        changes(server, WARM_UPS);
        report("row to mail, %,d people".formatted(contacts), changes(server, changes));
        try (var others = new RowStream(server, contacts / 2, contacts, OTHER_ROWS)) {
          changes(server, WARM_UPS);
          var begun = others.taken();
          var since = System.nanoTime();
          var taken = changes(server, changes);
          var rate = (others.taken() - begun) / ((System.nanoTime() - since) / 1e9);
          report("  while %,.0f other rows/s come in".formatted(rate), taken);
        }
        report.figure(
            "  memory of the server at most",
            "%,d MB".formatted(server.memory().most() / 1_000_000));
      }
    }
  }

  private void report(String work, List<Double> sorted) {
    report.atMost(work + ", %,d times: median".formatted(sorted.size()), at(sorted, 0.5), MEDIAN);
    report.atMost("  p99", at(sorted, 0.99), WORST);
    report.atMost("  p99.9", at(sorted, 0.999), 0);
  }

  private static double at(List<Double> sorted, double part) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(part * sorted.size())));
  }

  /** Lets people move, one after another; answers sorted milliseconds. */
  private List<Double> changes(ServerProcess server, int changes) {
    return movers.move(server, changes, System.nanoTime() + LONGEST.toNanos());
  }
}
