package caravan.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Personalised mails from the outbox of the real server to {@code smtp-sink}, each with its outcome
 * stored; beside it {@code smtp-source}, which sends the same mail of that size again and again.
 */
final class SendsBench {

  private static final int ROUNDS = 3;

  /** With those in which only memory is looked at, and the checked one: a million mails. */
  private static final int ALL_ROUNDS = 10;

  private static final double BUDGET = 0.7;

  /** Milliseconds between two looks at what waits. */
  private static final int POLL = 250;

  private final int mails;
  private final Path workspace;
  private final Report report;

  SendsBench(int mails, Path folder, Report report) {
    this.mails = mails;
    this.workspace = folder.resolve("sends");
    this.report = report;
  }

  void run() throws SQLException, IOException {
    var tools = new PostfixTools();
    var port = freePort();
    SendsWorkspace.write(workspace, mails, port, ALL_ROUNDS);
    try (var server = ServerProcess.start(workspace)) {
      var size = checked(server, port);
      var length = size - headers(tools, port);
      var ours = new Times();
      var theirs = new Times();
      var used = server.processorTime();
      try (var _ = tools.sink(port)) {
        for (var round = 1; round <= ROUNDS; round++) {
          outbox(server, round);
          ours.run(() -> send(server));
          theirs.run(() -> tools.send(port, mails, length));
        }
        used = server.processorTime().minus(used);
        for (var round = ROUNDS + 1; round < ALL_ROUNDS; round++) {
          outbox(server, round);
          send(server);
        }
      }
      report.rate(
          "%,d mails of %,d bytes".formatted(mails, size),
          1_000.0 * mails / ours.median(),
          "smtp-source -d -s 50",
          1_000.0 * mails / theirs.median(),
          BUDGET);
      report.figure(
          "  processor time a mail, deciding included",
          "%.0f us".formatted(used.toNanos() / 1e3 / mails / ROUNDS));
      report.figure(
          "  memory of the server at most, %,d mails".formatted(ALL_ROUNDS * mails),
          "%,d MB".formatted(server.memory().most() / 1_000_000));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * The first round, to a sink that looks: everybody once, with what is theirs. Answers the size.
   */
  private int checked(ServerProcess server, int port) throws IOException {
    var seen = new ConcurrentHashMap<String, Integer>();
    var bytes = new AtomicLong();
    try (var _ =
        new MailSink(
            port,
            mail -> {
              bytes.addAndGet(mail.text().length);
              var id = mail.to().replaceAll("\\D", "");
              var isTheirs = mail.string().contains("Subject: Name%s, ".formatted(id));
              seen.merge(mail.to(), isTheirs ? 1 : 2, Integer::sum);
            })) {
      outbox(server, 0);
      send(server);
    }
    if (seen.size() != mails || seen.values().stream().anyMatch(times -> times != 1)) {
      throw new IllegalStateException(
          "%,d of %,d people got a mail, or not theirs once".formatted(seen.size(), mails));
    }
    return Math.toIntExact(bytes.get() / mails);
  }

  /** How many bytes smtp-source adds to the length that it is asked for. */
  private static int headers(PostfixTools tools, int port) throws IOException {
    var size = new AtomicLong();
    try (var _ = new MailSink(port, mail -> size.set(mail.text().length))) {
      tools.send(port, 1, 1_000);
    }
    return Math.toIntExact(size.get() - 1_000);
  }

  /** Fills the outbox: a journey decides to send, while nothing may leave. */
  private void outbox(ServerProcess server, int round) {
    server.call("POST", "sending/stop", Map.of("reason", "until all is decided"));
    server.call(
        "POST",
        "journeys/" + SendsWorkspace.journey(round).replace(" ", "%20") + "/live",
        Map.of());
    var waiting = waiting(server);
    while (waiting != mails) {
      ServerProcess.pause(POLL);
      waiting = waiting(server);
    }
  }

  private static long waiting(ServerProcess server) {
    return server
        .call("GET", "sending", null)
        .get("waiting")
        .valueStream()
        .mapToLong(delivery -> delivery.get("people").asLong())
        .sum();
  }

  /** Lets what waits leave; returns once it is known of everybody that it was taken. */
  private void send(ServerProcess server) {
    server.call("POST", "sending/release", null);
    while (waiting(server) > 0) {
      ServerProcess.pause(POLL);
    }
    var troubles = server.call("GET", "sending/troubles?limit=1", null).get("items");
    if (!troubles.isEmpty()) {
      throw new IllegalStateException("not all were taken: " + troubles);
    }
  }
}
