package caravan.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A workspace with three journeys, and what happens to its people, batch by batch from a seed. */
final class Crowd {

  private static final int A_BATCH = 20;

  private final Random random;
  private int people;

  Crowd(long seed) {
    this.random = new Random(seed);
  }

  /** Writes the workspace's files. */
  static void write(Path folder) throws IOException {
    write(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact:
            audience: true
            key: id
            columns: {id: text, email: text, plan: text, points: integer, tier: text}
            roles: {email: email}
        """);
    write(
        folder.resolve("segments.yaml"),
        """
        segments:
          - {segment: Pro, where: plan = 'pro'}
          - {segment: Free, where: plan = 'free'}
          - {segment: Rich, where: points > 50}
          - {segment: Gone, where: plan = 'gone'}
        """);
    write(
        folder.resolve("journeys/welcome.yaml"),
        """
        journey: Welcome
        audience: {segments: [Pro, Free], exclude: [Gone]}
        frequency: ongoing
        exit: {segments: [Gone]}
        steps:
          - email: hello
          - split: [{share: 50%, steps: [{email: more}]}]
          - wait-for: {event: bought, then: [{email: thanks}]}
        """);
    write(
        folder.resolve("journeys/again.yaml"),
        """
        journey: Again
        audience: {segments: [Rich]}
        frequency: ongoing
        rejoin: true
        steps: [{email: more}]
        """);
    write(
        folder.resolve("journeys/tiers.yaml"),
        """
        journey: Tiers
        audience: {segments: [Rich]}
        frequency: ongoing
        exit: {segments: [Gone]}
        steps:
          - set: {tier: gold}
          - branch: [{if: plan = 'pro', steps: [{email: thanks}]}]
        """);
    for (var message : List.of("hello", "more", "thanks")) {
      write(
          folder.resolve("messages/" + message + ".txt"),
          "---\nsubject: %s\n---\n%s {{contact.id}}\n".formatted(message, message));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /**
   * Something that comes in.
   *
   * @param path where it is posted
   */
  record Batch(String path, List<Map<String, Object>> items) {}

  /** What comes in next. */
  Batch next() {
    if (people > A_BATCH && random.nextInt(4) == 0) {
      return new Batch("/api/v1/events", events());
    }
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    for (var i = 0; i < A_BATCH; i++) {
      var isNew = people == 0 || random.nextInt(3) > 0;
      var id = "p" + (isNew ? people++ : random.nextInt(people));
      var row = new LinkedHashMap<String, Object>();
      row.put("id", id);
      row.put("email", id + "@example.org");
      row.put("plan", List.of("pro", "free", "none", "gone").get(random.nextInt(4)));
      row.put("points", random.nextInt(100));
      rows.put(id, row);
    }
    return new Batch("/api/v1/tables/contact/rows", new ArrayList<>(rows.values()));
  }

  private List<Map<String, Object>> events() {
    var events = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < 5; i++) {
      events.add(Map.of("name", "bought", "contact", "p" + random.nextInt(people)));
    }
    return events;
  }
}
