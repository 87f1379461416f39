package caravan.bench;

import caravan.profile.Column;
import caravan.profile.Physical;
import caravan.profile.Role;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;

/** The customers of workload J. Who is suppressed is so from a day on that falls into the wait. */
final class Customers {

  static final long SEED = 20_260_105;
  static final LocalDate SUPPRESSED_ON = LocalDate.of(2026, 1, 6);
  static final Table TABLE = table();
  static final Schema SCHEMA = new Schema(Map.of(TABLE.name(), TABLE), ZoneOffset.UTC);

  /** The table as SQL calls it. */
  static final String SQL = "\"%s\".\"%s\"".formatted(Physical.DATA, TABLE.name());

  static final String ORDINAL = '"' + Physical.ORDINAL + '"';

  private Customers() {}

  private static Table table() {
    var columns = new LinkedHashMap<String, Column>();
    for (var column :
        List.of(
            new Column("id", ColumnType.INTEGER),
            new Column("email", ColumnType.TEXT),
            new Column("country", ColumnType.TEXT),
            new Column("ltv", ColumnType.INTEGER),
            new Column("excluded", ColumnType.BOOLEAN),
            new Column("vip", ColumnType.BOOLEAN),
            new Column("suppressed_on", ColumnType.DATE))) {
      columns.put(column.name(), column);
    }
    return new Table(
        "customer", true, "id", columns, Map.of(Role.EMAIL, "email"), Map.of(), Map.of());
  }

  /** Makes a database with so many of them, closed again. */
  static void make(Path file, int people) throws SQLException {
    try (var db = DuckDb.file(file, List.of())) {
      Rows.run(
          db,
          """
          create table made as
          select range as "caravan:row",
            range + 1 as id,
            'person' || range || '@example.com' as email,
            ['DE', 'US', 'GB', 'FR', 'NL'][1 + cast(hash(range, %1$d, 'country') %% 5 as int)] as country,
            cast(hash(range, %1$d, 'ltv') %% 1000 as bigint) as ltv,
            hash(range, %1$d, 'excluded') %% 10 = 0 as excluded,
            hash(range, %1$d, 'vip') %% 10 < 3 as vip,
            case when hash(range, %1$d, 'suppressed') %% 20 = 0 then date '%2$s' end as suppressed_on
          from range(%3$d)
          """
              .formatted(SEED, SUPPRESSED_ON, people));
      Tables.create(db, SCHEMA).load(Map.of(TABLE.name(), DSL.name("made")));
      Rows.run(db, "drop table made", "checkpoint");
    }
  }
}
