package caravan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A workspace as large customers have it: contacts and purchases, a hundred segments, half of them
 * with related rows, and ten ongoing journeys, each of which sends a mail to whoever moves to a
 * country of its own. Nobody lives there at first.
 */
final class Campaigns {

  static final int SEGMENTS = 100;
  static final int JOURNEYS = 10;

  private Campaigns() {}

  /** The country whose people a journey writes to. */
  static String country(int journey) {
    return "P" + journey;
  }

  /** Writes it, with so many contacts; its mails go to a port of this machine. */
  static void write(Path folder, int contacts, int port) throws SQLException, IOException {
    Files.createDirectories(folder.resolve("journeys"));
    Files.createDirectories(folder.resolve("messages"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        time-zone: UTC
        %s    roles: {email: email, name: first_name, consent: opted_in}
        channels:
          email: {smtp: "smtp://127.0.0.1:%d", from: "Harbour <news@harbour.example>"}
        consent:
          model: opt-in
          postal-address: Harbour Coffee, Hafenstr. 12, 20457 Hamburg
          caps: {email: 3 per day}
        """
            .formatted(ContactFiles.TABLES, port));
    var segments = new StringBuilder("segments:\n");
    for (var i = 0; i < SEGMENTS; i++) {
      segments.append("- {segment: S%d, where: \"%s\"}\n".formatted(i, where(i)));
    }
    Files.writeString(folder.resolve("segments.yaml"), segments);
    Files.writeString(
        folder.resolve("messages/welcome.txt"),
        "---\nsubject: \"{{contact.first_name}}, you moved\"\n---\nWelcome to {{contact.country}}.\n");
    for (var i = 0; i < JOURNEYS; i++) {
      Files.writeString(
          folder.resolve("journeys/j%d.yaml".formatted(i)),
          """
          journey: J%d
          audience: {segments: [S%d]}
          frequency: ongoing
          steps: [{email: welcome}, {wait: 3 days}]
          """
              .formatted(i, audience(i)));
    }
    ContactFiles.write(folder, contacts);
  }

  /** The segment that is a journey's audience. */
  private static int audience(int journey) {
    return 10 * journey + 8;
  }

  private static String where(int i) {
    return IntStream.range(0, JOURNEYS).anyMatch(journey -> audience(journey) == i)
        ? "country = '%s' and opted_in".formatted(country(i / 10))
        : FreshBench.where(i);
  }

  static void goLive(ServerProcess server) {
    for (var i = 0; i < JOURNEYS; i++) {
      server.call("POST", "journeys/J%d/live".formatted(i), Map.of());
    }
  }
}
