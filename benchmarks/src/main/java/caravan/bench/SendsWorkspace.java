package caravan.bench;

import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Journeys that each send everybody a mail with five values of theirs, held to consent and caps.
 */
final class SendsWorkspace {

  private static final int CONNECTIONS = 50;
  private static final int PARAGRAPHS = 15;

  private static final String MESSAGE =
      """
      ---
      subject: "{{contact.first_name}}, {{contact.points}} points are yours"
      topic: news
      ---
      Dear {{contact.first_name}} of {{contact.city}},

      number {{contact.id}} has been with us since {{date contact.since}}, and has {{contact.points}} points.

      """;

  private static final String PARAGRAPH =
      """
      The harbour wakes up early, and so do we: the beans are roasted
      before the first ferry leaves.
      """;

  private SendsWorkspace() {}

  /** The name of a round's journey; that before the first is 0. */
  static String journey(int round) {
    return "Round " + round;
  }

  static void write(Path folder, int people, int port, int rounds)
      throws SQLException, IOException {
    Files.createDirectories(folder.resolve("journeys"));
    Files.createDirectories(folder.resolve("messages"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        time-zone: UTC
        tables:
          contact:
            audience: true
            key: id
            data: contact.csv
            columns: {id: integer, first_name: text, email: text, city: text, points: integer, since: date, opted_in: boolean}
            roles: {email: email, name: first_name, consent: opted_in}
        channels:
          email: {smtp: "smtp://127.0.0.1:%d", from: "Harbour <news@harbour.example>", connections: %d}
        consent:
          model: opt-in
          postal-address: Harbour Coffee, Hafenstr. 12, 20457 Hamburg
          topics: {news: News}
          caps: {email: 20 per day, all: 50 per 7 days}
        """
            .formatted(port, CONNECTIONS));
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: All, where: id is not missing}]");
    Files.writeString(folder.resolve("messages/news.txt"), MESSAGE + PARAGRAPH.repeat(PARAGRAPHS));
    for (var round = 0; round < rounds; round++) {
      Files.writeString(
          folder.resolve("journeys/round-%d.yaml".formatted(round)),
          """
          journey: %s
          audience: {segments: [All]}
          frequency: one-time
          steps: [{email: news}]
          """
              .formatted(journey(round)));
    }
    people(folder, people);
  }

  private static void people(Path folder, int people) throws SQLException {
    try (var db = DuckDb.inMemory(List.of(folder))) {
      Rows.run(
          db,
          """
          copy (
            select range as id, 'Name' || range as first_name, 'person' || range || '@example.org' as email,
              ['Kiel', 'Bremen', 'Rostock', 'Emden'][1 + range %% 4] as city, range * 7 %% 10000 as points,
              date '2020-01-01' + cast(range %% 2000 as integer) as since, true as opted_in
            from range(%d)) to '%s'
          """
              .formatted(people, folder.resolve("contact.csv")));
    }
  }
}
