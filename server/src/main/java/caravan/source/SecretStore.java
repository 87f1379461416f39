package caravan.source;

import caravan.warehouse.Database;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The secret of the connection, in the state's database: never in documents, exports or logs. */
final class SecretStore {

  private static final Table<?> SECRET = DSL.table(DSL.name("state", "secret"));
  private static final Field<String> NAME = DSL.field(DSL.name("name"), SQLDataType.VARCHAR);
  private static final Field<String> TEXT = DSL.field(DSL.name("text"), SQLDataType.VARCHAR);
  private static final String INSIGHTS = "customer-insights";

  private volatile @Nullable String secret;

  /** That of a database, which is made ready for it. */
  SecretStore(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(SECRET).columns(NAME, TEXT).execute();
    secret = db.sql().select(TEXT).from(SECRET).where(NAME.eq(INSIGHTS)).fetchOne(TEXT);
  }

  Optional<String> secret() {
    return Optional.ofNullable(secret);
  }

  /** Keeps a secret in place of another, and writes something beside it in one transaction. */
  void keep(Database db, String text, Consumer<Database> beside) {
    db.transaction(
        () -> {
          db.sql().deleteFrom(SECRET).where(NAME.eq(INSIGHTS)).execute();
          db.sql().insertInto(SECRET, NAME, TEXT).values(INSIGHTS, text).execute();
          beside.accept(db);
        });
    secret = text;
  }
}
