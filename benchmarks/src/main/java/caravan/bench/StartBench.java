package caravan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * The start of a server that has been at work: until it answers, and what it holds in memory then
 * and after rows have come in.
 */
final class StartBench {

  private static final int STARTS = 3;
  private static final double READY = 5_000;
  private static final long MEMORY = 4L << 30;
  private static final int ROWS = 5_000;
  private static final Duration AT_WORK = Duration.ofSeconds(30);

  private final int contacts;
  private final Path workspace;
  private final Report report;

  StartBench(int contacts, Path folder, Report report) {
    this.contacts = contacts;
    this.workspace = folder.resolve("start");
    this.report = report;
  }

  void run() throws SQLException, IOException {
    try (var sink = new MailSink(0, _ -> {})) {
      Campaigns.write(workspace, contacts, sink.port());
      try (var server = ServerProcess.start(workspace)) {
        report.figure(
            "%,d people: the first start, with import".formatted(contacts),
            "%.1f s".formatted(server.readyAfter().toMillis() / 1e3));
        Campaigns.goLive(server);
        enter(server);
      }
      var times = new Times();
      for (var start = 1; start <= STARTS; start++) {
        try (var server = ServerProcess.start(workspace)) {
          times.add(server.readyAfter().toNanos() / 1e6);
          if (start == STARTS) {
            report.atMost("  a later start, until it answers", times.median(), READY);
            report.bytes("  memory then", server.memory().now(), MEMORY);
            work(server);
            report.bytes(
                "  memory at most, 5,000 rows/s coming in", server.memory().most(), MEMORY);
          }
        }
      }
    }
  }

  /** Lets somebody enter each journey, so that there is something to take up again. */
  private static void enter(ServerProcess server) {
    for (var id = 1; id <= Campaigns.JOURNEYS; id++) {
      var country = Campaigns.country(id % Campaigns.JOURNEYS);
      server.call(
          "POST", "tables/contact/rows", Map.of("id", id, "country", country, "opted_in", true));
    }
  }

  private void work(ServerProcess server) {
    try (var _ = new RowStream(server, contacts / 2, contacts, ROWS)) {
      ServerProcess.pause(AT_WORK.toMillis());
    }
  }
}
