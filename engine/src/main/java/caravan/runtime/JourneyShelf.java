package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Which journeys go live by themselves, and when; and which are put away. Kept in the state's
 * database. For the engine's thread; changes are part of the caller's transaction.
 */
public final class JourneyShelf {

  private static final Table<?> PLANNED = DSL.table(DSL.name("state", "planned"));
  private static final Table<?> ARCHIVED = DSL.table(DSL.name("state", "archived"));
  private static final Field<String> JOURNEY = DSL.field(DSL.name("journey"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> AT =
      DSL.field(DSL.name("at"), SQLDataType.LOCALDATETIME);
  private static final Field<String> AUTHOR = DSL.field(DSL.name("author"), SQLDataType.VARCHAR);
  private static final Field<String> FAULT = DSL.field(DSL.name("fault"), SQLDataType.VARCHAR);

  private final Database db;
  private Stand stand;

  /** What a database has, which is made ready for it. */
  JourneyShelf(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(PLANNED).columns(JOURNEY, AT, AUTHOR, FAULT).execute();
    db.sql().createTableIfNotExists(ARCHIVED).columns(JOURNEY, AT, AUTHOR).execute();
    var planned = new LinkedHashMap<String, Planned>();
    db.sql()
        .select(JOURNEY, AT, AUTHOR, FAULT)
        .from(PLANNED)
        .forEach(
            row ->
                planned.put(
                    row.value1(),
                    new Planned(
                        row.value2().toInstant(ZoneOffset.UTC), row.value3(), row.value4())));
    var archived = new LinkedHashMap<String, Archived>();
    db.sql()
        .select(JOURNEY, AT, AUTHOR)
        .from(ARCHIVED)
        .forEach(
            row ->
                archived.put(
                    row.value1(),
                    new Archived(row.value2().toInstant(ZoneOffset.UTC), row.value3())));
    this.stand = new Stand(planned, archived);
  }

  /**
   * That a journey goes live.
   *
   * @param author who planned it
   * @param fault why it did not; null where it is still to come
   */
  public record Planned(Instant at, String author, @Nullable String fault) {}

  /** That a journey is put away. */
  public record Archived(Instant at, String author) {}

  /** All of both, by the journey's name. */
  public record Stand(Map<String, Planned> planned, Map<String, Archived> archived) {

    public static final Stand NOTHING = new Stand(Map.of(), Map.of());

    public Stand {
      planned = Collections.unmodifiableMap(new LinkedHashMap<>(planned));
      archived = Collections.unmodifiableMap(new LinkedHashMap<>(archived));
    }
  }

  Stand stand() {
    return stand;
  }

  void plan(String journey, @Nullable Planned how) {
    db.sql().deleteFrom(PLANNED).where(JOURNEY.eq(journey)).execute();
    var planned = new LinkedHashMap<>(stand.planned());
    planned.remove(journey);
    if (how != null) {
      db.sql()
          .insertInto(PLANNED, JOURNEY, AT, AUTHOR, FAULT)
          .values(journey, Stored.utc(how.at()), how.author(), how.fault())
          .execute();
      planned.put(journey, how);
    }
    stand = new Stand(planned, stand.archived());
  }

  void archive(String journey, @Nullable Archived how) {
    db.sql().deleteFrom(ARCHIVED).where(JOURNEY.eq(journey)).execute();
    var archived = new LinkedHashMap<>(stand.archived());
    archived.remove(journey);
    if (how != null) {
      db.sql()
          .insertInto(ARCHIVED, JOURNEY, AT, AUTHOR)
          .values(journey, Stored.utc(how.at()), how.author())
          .execute();
      archived.put(journey, how);
    }
    stand = new Stand(stand.planned(), archived);
  }

  /** Forgets all others. */
  void retain(Collection<String> journeys) {
    for (var planned : new ArrayList<>(stand.planned().keySet())) {
      if (!journeys.contains(planned)) {
        plan(planned, null);
      }
    }
    for (var archived : new ArrayList<>(stand.archived().keySet())) {
      if (!journeys.contains(archived)) {
        archive(archived, null);
      }
    }
  }
}
