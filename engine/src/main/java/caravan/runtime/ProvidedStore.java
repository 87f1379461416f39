package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The members of segments of other systems, as those said last, in the state's database. */
final class ProvidedStore {

  private static final Table<?> PROVIDED = DSL.table(DSL.name("state", "provided"));
  private static final Field<String> AUDIENCE =
      DSL.field(DSL.name("audience"), SQLDataType.VARCHAR);
  private static final Field<String> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.VARCHAR);
  private static final Field<byte[]> WHO = DSL.field(DSL.name("who"), SQLDataType.BLOB);

  private final Database db;

  /** Those of a database, which is made ready for them. */
  ProvidedStore(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(PROVIDED).columns(AUDIENCE, SEGMENT, WHO).execute();
  }

  /** The members of the segments of an audience. */
  Map<String, Cohort> load(String audience) {
    var members = new LinkedHashMap<String, Cohort>();
    db.sql()
        .select(SEGMENT, WHO)
        .from(PROVIDED)
        .where(AUDIENCE.eq(audience))
        .forEach(row -> members.put(row.value1(), Cohort.fromBytes(row.value2())));
    return members;
  }

  /** Stores others in their place, within the caller's transaction. */
  static void replace(Database db, String audience, Map<String, Cohort> members) {
    db.sql().deleteFrom(PROVIDED).where(AUDIENCE.eq(audience)).execute();
    members.forEach(
        (segment, who) ->
            db.sql()
                .insertInto(PROVIDED, AUDIENCE, SEGMENT, WHO)
                .values(audience, segment, who.toBytes())
                .execute());
  }
}
