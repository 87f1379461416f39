package caravan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Steady load for a long time: rows stream in, and people move and are written to. Whether memory,
 * the database's log and the time of a tick are the same at the end as at the beginning.
 */
final class SteadyBench {

  private static final int ROWS = 500;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final double CREEP = 1.25;

  private final int contacts;
  private final int samples;
  private final Duration between;
  private final Path workspace;
  private final Path log;
  private final Report report;

  /**
   * A load.
   *
   * @param length how long, in all; the first eighth does not count, and the two eighths after it
   *     are what the last two are held against
   */
  SteadyBench(int contacts, Duration length, Path folder, Report report) {
    this.contacts = contacts;
    this.samples = 40;
    this.between = length.dividedBy(samples);
    this.workspace = folder.resolve("steady");
    this.log = workspace.resolve(".caravan/caravan.db.wal");
    this.report = report;
  }

  /** What was seen in one stretch of time. */
  private record Sample(double memory, double log, double tick, double mail, double rows) {}

  void run() throws SQLException, IOException {
    var movers = new Movers();
    try (var sink = new MailSink(0, movers::taken)) {
      Campaigns.write(workspace, contacts, sink.port());
      try (var server = ServerProcess.start(workspace)) {
        Campaigns.goLive(server);
        report(samples(server, movers));
      }
    }
  }

  private List<Sample> samples(ServerProcess server, Movers movers) throws IOException {
    var taken = new ArrayList<Sample>();
    try (var others = new RowStream(server, contacts / 2, contacts, ROWS)) {
      for (var i = 0; i < samples; i++) {
        taken.add(sample(server, movers, others));
      }
    }
    return taken;
  }

  private Sample sample(ServerProcess server, Movers movers, RowStream others) throws IOException {
    var ticks = Ticks.of(server);
    var rows = others.taken();
    var mails = new ArrayList<Double>();
    var longest = 0L;
    var begun = System.nanoTime();
    var end = begun + between.toNanos();
    while (System.nanoTime() < end) {
      mails.add(movers.move(server));
      longest = Math.max(longest, log.toFile().length()); // none just after a checkpoint
      ServerProcess.pause(PAUSE.toMillis());
    }
    var seconds = (System.nanoTime() - begun) / 1e9;
    return new Sample(
        server.memory().now() / 1e6,
        longest / 1e6,
        Ticks.of(server).since(ticks),
        mails.stream().sorted().toList().get(mails.size() / 2),
        (others.taken() - rows) / seconds);
  }

  /** How many ticks there were, and how many seconds they took together. */
  private record Ticks(double seconds, double number) {

    static Ticks of(ServerProcess server) {
      return new Ticks(
          server.metric("caravan_tick_seconds_sum"), server.metric("caravan_tick_seconds_count"));
    }

    /** The milliseconds that one took since. */
    double since(Ticks before) {
      return 1e3 * (seconds - before.seconds) / Math.max(1, number - before.number);
    }
  }

  private void report(List<Sample> all) {
    var first = all.subList(samples / 8, 3 * samples / 8);
    var last = all.subList(6 * samples / 8, samples);
    report.figure(
        "%,d people, %d minutes of steady load"
            .formatted(contacts, between.multipliedBy(samples).toMinutes()),
        "%,.0f rows/s".formatted(mean(all, Sample::rows)));
    creep("  memory of the server", first, last, Sample::memory, "MB");
    creep("  log of the database at most", first, last, Sample::log, "MB");
    creep("  a tick", first, last, Sample::tick, "ms");
    creep("  a changed row to its mail, median", first, last, Sample::mail, "ms");
  }

  private void creep(
      String work,
      List<Sample> first,
      List<Sample> last,
      ToDoubleFunction<Sample> figure,
      String unit) {
    report.creep(work, mean(last, figure), mean(first, figure), CREEP, unit);
  }

  private static double mean(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).average().orElse(0);
  }
}
