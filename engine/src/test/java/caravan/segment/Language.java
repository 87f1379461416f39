package caravan.segment;

import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables with every type of column and every kind of relation, and segments of them, to write
 * expressions about.
 */
final class Language {

  static final Table CONTACT =
      table(
          "contact",
          true,
          """
          id text; name text; country text; age integer; ltv number; balance decimal; vip boolean; born date
          seen timestamp; extra json; account_id text; referred_by text; Größe integer; _x1 text
          Odd name text; 2nd text; quo"te text; and boolean; Today date; ever integer; true text
          any boolean; anniversary date; of date; segment text; contains text; starts text; ends text; with text
          within timestamp; last integer; next timestamp; missing boolean; ago timestamp; from date; count integer
          sum number; avg decimal; min date; max text; date date; timestamp timestamp; minutes integer; hour integer
          days integer; weeks text; month text; years date
          """,
          Map.of(
              "account", new ToOne("account", "account_id", "account"),
              "referrer", new ToOne("referrer", "referred_by", "contact")),
          Map.of("purchase", new ToMany("purchase", "purchase", "contact_id")));

  static final Table PURCHASE =
      table(
          "purchase",
          false,
          """
          id integer; contact_id text; bought date; at timestamp; amount decimal; price number; quantity integer
          product text; gift boolean; note json
          """,
          Map.of("contact", new ToOne("contact", "contact_id", "contact")),
          Map.of("line item", new ToMany("line item", "line item", "purchase_id")));

  static final Table LINE =
      table(
          "line item",
          false,
          "purchase_id integer; sku text; quantity integer",
          Map.of("purchase", new ToOne("purchase", "purchase_id", "purchase")),
          Map.of());

  static final Table ACCOUNT =
      table(
          "account",
          true,
          "id text; name text; renewal date; where text",
          Map.of(),
          Map.of("contact", new ToMany("contact", "contact", "account_id")));

  static final Schema SCHEMA = schema();

  static final Map<String, String> AUDIENCES =
      Map.of("VIP", "contact", "O'Neill's ünïque", "contact", "Big accounts", "account");

  static final SegmentParser PARSER = new SegmentParser(SCHEMA, AUDIENCES);

  private Language() {}

  private static Schema schema() {
    var tables = new LinkedHashMap<String, Table>();
    for (var table : List.of(CONTACT, PURCHASE, LINE, ACCOUNT)) {
      tables.put(table.name(), table);
    }
    return new Schema(tables, ZoneId.of("Europe/Berlin"));
  }

  private static Table table(
      String name,
      boolean audience,
      String columns,
      Map<String, ToOne> toOne,
      Map<String, ToMany> toMany) {
    var parsed = new LinkedHashMap<String, Column>();
    for (var column : columns.strip().split(";|\n", -1)) {
      var end = column.strip().lastIndexOf(' ');
      var label = column.strip().substring(end + 1);
      parsed.put(
          column.strip().substring(0, end),
          new Column(
              column.strip().substring(0, end),
              ColumnType.valueOf(label.toUpperCase(java.util.Locale.ROOT))));
    }
    return new Table(
        name, audience, parsed.containsKey("id") ? "id" : null, parsed, Map.of(), toOne, toMany);
  }

  static Operand.Own column(String name) {
    return new Operand.Own(CONTACT.column(name).orElseThrow());
  }

  static Expression parse(String text, Table table) {
    var problems = new Problems();
    var parsed = PARSER.parse(text, table, new Place("text", 1, 1), problems);
    problems.throwIfAny();
    return parsed.orElseThrow();
  }

  static Expression parse(String text) {
    return parse(text, CONTACT);
  }

  /** What is wrong with a text, in the form {@code line:column code message}. */
  static List<String> faults(String text, Table table) {
    var problems = new Problems();
    var parsed = PARSER.parse(text, table, new Place("text", 1, 1), problems);
    if (parsed.isPresent()) {
      return List.of("no fault: " + Printer.print(parsed.get()));
    }
    return problems.list().stream().map(Language::shown).toList();
  }

  private static String shown(Problem problem) {
    return problem.place().line()
        + ":"
        + problem.place().column()
        + " "
        + problem.code()
        + " "
        + problem.message();
  }
}
