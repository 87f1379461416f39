package caravan.bench;

import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DuckDb;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.impl.DSL;

/** The contacts of the segment workload, with two purchases each on average. */
final class Contacts {

  static final long SEED = 20_240_101;
  static final Table CONTACT =
      new Table(
          "contact",
          true,
          "id",
          columns(
              new Column("id", ColumnType.INTEGER),
              new Column("first_name", ColumnType.TEXT),
              new Column("email", ColumnType.TEXT),
              new Column("age", ColumnType.INTEGER),
              new Column("country", ColumnType.TEXT),
              new Column("ltv", ColumnType.INTEGER),
              new Column("joined", ColumnType.DATE),
              new Column("opted_in", ColumnType.BOOLEAN)),
          Map.of(),
          Map.of(),
          Map.of("purchase", new ToMany("purchase", "purchase", "contact_id")));
  private static final Table PURCHASE =
      new Table(
          "purchase",
          false,
          null,
          columns(
              new Column("contact_id", ColumnType.INTEGER),
              new Column("bought", ColumnType.DATE),
              new Column("amount", ColumnType.DECIMAL),
              new Column("product", ColumnType.TEXT)),
          Map.of(),
          Map.of("contact", new ToOne("contact", "contact_id", "contact")),
          Map.of());
  static final Schema SCHEMA = schema();

  private Contacts() {}

  private static Map<String, Column> columns(Column... columns) {
    var byName = new LinkedHashMap<String, Column>();
    Arrays.stream(columns).forEach(column -> byName.put(column.name(), column));
    return byName;
  }

  private static Schema schema() {
    var tables = new LinkedHashMap<String, Table>();
    tables.put(CONTACT.name(), CONTACT);
    tables.put(PURCHASE.name(), PURCHASE);
    return new Schema(tables, ZoneOffset.UTC);
  }

  /** Makes so many contacts. Sources are views, so that no row is stored twice. */
  static Tables make(DuckDb db, int contacts) throws SQLException {
    Rows.run(
        db,
        """
        create view contacts as
        select range as "caravan:row",
          range + 1 as id,
          ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus', 'Hal'][1 + %1$s %% 8] as first_name,
          'person' || range || '@example.com' as email,
          18 + %2$s %% 80 as age,
          ['DE', 'US', 'GB', 'FR', 'NL', 'ES', 'IT', 'PL'][1 + %3$s %% 8] as country,
          %4$s %% 1001 as ltv,
          date '2020-01-01' + cast(%5$s %% 2200 as integer) as joined,
          %6$s %% 3 = 0 as opted_in
        from range(%7$d)
        """
            .formatted(
                lot("name"),
                lot("age"),
                lot("country"),
                lot("ltv"),
                lot("joined"),
                lot("opted"),
                contacts),
        """
        create view purchases as
        select range as "caravan:row",
          1 + %1$s %% %5$d as contact_id,
          date '2024-01-01' + cast(%2$s %% 731 as integer) as bought,
          cast(%3$s %% 50001 as decimal(18, 6)) / 100 as amount,
          ['espresso', 'filter', 'beans', 'mug'][1 + %4$s %% 4] as product
        from range(%6$d)
        """
            .formatted(
                lot("contact"),
                lot("bought"),
                lot("amount"),
                lot("product"),
                contacts,
                2L * contacts));
    var tables = Tables.create(db, SCHEMA);
    tables.load(
        Map.of(CONTACT.name(), DSL.name("contacts"), PURCHASE.name(), DSL.name("purchases")));
    Rows.run(db, "drop view contacts", "drop view purchases", "checkpoint");
    return tables;
  }

  /** A number at random for a row, from 0 on. */
  private static String lot(String what) {
    return "cast(hash(range, %d, '%s') >> 2 as bigint)".formatted(SEED, what);
  }
}
