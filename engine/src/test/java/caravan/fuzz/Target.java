package caravan.fuzz;

import caravan.message.Fields;
import caravan.message.MessageParser;
import caravan.message.RenderFailed;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.segment.Printer;
import caravan.segment.SegmentParser;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DataFiles;
import caravan.warehouse.DuckDb;
import caravan.workspace.Export;
import caravan.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A reader under test: it reads any bytes, or has problems with them, and does nothing else. */
enum Target {
  SEGMENT {
    @Override
    void read(byte[] input, Path folder, DuckDb db) {
      var parser = new SegmentParser(SCHEMA, Map.of("VIP", "contact", "Large", "account"));
      var table = SCHEMA.table("contact");
      var problems = new Problems();
      var found = parser.parse(text(input), table, new Place("text", 1, 1), problems);
      agree(found, problems);
      if (found.isPresent()) {
        var printed = Printer.print(found.get());
        var again = parser.parse(printed, table, new Place("text", 1, 1), problems);
        if (!again.equals(found)) {
          throw new AssertionError(printed + "\nis not read as it was: " + problems.list());
        }
      }
    }
  },

  /** One line {@code caravan.yaml}, {@code segments}, {@code journey} or {@code scenario}. */
  WORKSPACE {
    @Override
    void read(byte[] input, Path folder, DuckDb db) throws IOException {
      var all = text(input);
      var end = Math.max(0, all.indexOf('\n'));
      var file = FILES.getOrDefault(all.substring(0, end), "journeys/j.yaml");
      var workspace = folder.resolve("in");
      GOOD.forEach((name, text) -> write(workspace.resolve(name), text));
      write(workspace.resolve(file), all.substring(Math.min(all.length(), end + 1)));
      var problems = new Problems();
      var found = WorkspaceReader.read(workspace, db, problems);
      agree(found, problems);
      if (found.isPresent()) {
        Export.write(found.get(), folder.resolve("out"));
        agree(WorkspaceReader.read(folder.resolve("out"), db, problems), problems);
        problems.throwIfAny();
      }
    }
  },

  CSV {
    @Override
    void read(byte[] input, Path folder, DuckDb db) throws IOException {
      stage(Files.write(folder.resolve("data.csv"), input), db);
    }
  },

  NDJSON {
    @Override
    void read(byte[] input, Path folder, DuckDb db) throws IOException {
      stage(Files.write(folder.resolve("data.ndjson"), input), db);
    }
  },

  /** Its first byte says which kind of file it is. */
  MESSAGE {
    @Override
    void read(byte[] input, Path folder, DuckDb db) {
      var text = text(input);
      var kinds = List.of("md", "mjml", "html", "txt");
      var kind = text.isEmpty() ? "md" : kinds.get(text.charAt(0) % kinds.size());
      var problems = new Problems();
      var rest = text.isEmpty() ? "" : text.substring(1);
      var found = MessageParser.parse("m", "m." + kind, rest, FIELDS, problems);
      agree(found, problems);
      if (found.isPresent()) {
        try {
          var _ = found.get().render(Map.of("contact", Map.of()), Locale.GERMAN, SCHEMA.zone());
          var _ = found.get().render(Map.of("contact", PERSON), Locale.ENGLISH, SCHEMA.zone());
        } catch (RenderFailed _) {
          // is counted and shown, like a mail to a bad address
        }
      }
    }
  };

  private static final Schema SCHEMA = schema();
  private static final Fields FIELDS = fields();
  private static final Map<String, Object> PERSON =
      Map.of("id", "a", "country", "<b>{{x}}\r\nBcc: x\0", "age", 3L);

  private static final Map<String, String> FILES =
      Map.of(
          "caravan.yaml", "caravan.yaml",
          "segments", "segments.yaml",
          "journey", "journeys/j.yaml",
          "scenario", "scenarios/s.yaml");

  private static final Map<String, String> GOOD =
      Map.of(
          "caravan.yaml",
          "tables: {contact: {audience: true, key: id, columns: {id: text, plan: text, born: date},"
              + " roles: {email: id}}}",
          "segments.yaml",
          "segments: [{segment: Pro, where: plan = 'pro'}]",
          "messages/hi.txt",
          "---\nsubject: Hi\nkind: transactional\n---\nHi {{contact.id}}");

  /**
   * Reads.
   *
   * @param folder an empty one
   */
  abstract void read(byte[] input, Path folder, DuckDb db) throws IOException;

  /** Reads once, in a folder made for it under another. */
  void once(byte[] input, Path under, DuckDb db) throws IOException {
    var folder = Files.createTempDirectory(under, name());
    try {
      read(input, folder, db);
    } finally {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void agree(Optional<?> found, Problems problems) {
    if (found.isPresent() != problems.isEmpty()) {
      throw new AssertionError("found " + found + " and problems " + problems.list());
    }
    if (problems.list().stream().anyMatch(problem -> problem.toString().lines().count() != 1)) {
      throw new AssertionError("a problem is a line: " + problems.list());
    }
  }

  private static void stage(Path file, DuckDb db) {
    var problems = new Problems();
    var header = DataFiles.header(db, file, "data", problems);
    agree(header, problems);
    var staged = DataFiles.stage(db, file, "data", "fuzz", Map.of(), problems);
    agree(staged, problems);
    staged.ifPresent(table -> DataFiles.drop(db, table.table()));
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema() {
    var contact =
        new Table(
            "contact",
            true,
            "id",
            columns(
                "id text, country text, age integer, ltv number, balance decimal, vip boolean,"
                    + " born date, seen timestamp, extra json, account_id text, and boolean"),
            Map.of(),
            Map.of("account", new ToOne("account", "account_id", "account")),
            Map.of("purchase", new ToMany("purchase", "purchase", "contact_id")));
    var purchase =
        new Table(
            "purchase",
            false,
            null,
            columns("contact_id text, bought date, at timestamp, amount decimal"),
            Map.of(),
            Map.of("contact", new ToOne("contact", "contact_id", "contact")),
            Map.of());
    var account =
        new Table(
            "account", true, "id", columns("id text, size integer"), Map.of(), Map.of(), Map.of());
    var tables = new LinkedHashMap<String, Table>();
    List.of(contact, purchase, account).forEach(table -> tables.put(table.name(), table));
    return new Schema(tables, java.time.ZoneId.of("Europe/Berlin"));
  }

  private static Map<String, Column> columns(String list) {
    var columns = new LinkedHashMap<String, Column>();
    for (var each : list.split(", ", -1)) {
      var words = each.split(" ", -1);
      var type = ColumnType.valueOf(words[1].toUpperCase(Locale.ROOT));
      columns.put(words[0], new Column(words[0], type));
    }
    return columns;
  }

  private static Fields fields() {
    var types = new LinkedHashMap<String, ColumnType>();
    SCHEMA.table("contact").columns().values().forEach(c -> types.put(c.name(), c.type()));
    return new Fields("contact", types, Map.of("account", Map.of("size", ColumnType.INTEGER)));
  }
}
