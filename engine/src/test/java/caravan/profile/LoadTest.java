package caravan.profile;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.warehouse.ColumnType;
import caravan.warehouse.DuckDb;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which ordinals people get when whole tables are taken in. */
class LoadTest {

  private static final Table PERSON =
      new Table(
          "person",
          true,
          "id",
          Map.of("id", new Column("id", ColumnType.INTEGER)),
          Map.of(),
          Map.of(),
          Map.of("visit", new ToMany("visit", "visit", "who")));
  private static final Table VISIT =
      new Table(
          "visit",
          false,
          null,
          Map.of("who", new Column("who", ColumnType.INTEGER)),
          Map.of(),
          Map.of("person", new ToOne("person", "who", "person")),
          Map.of());

  private final DuckDb db = DuckDb.inMemory(List.of());

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void countsRowsThenThoseWhomNobodysRowIs() {
    load("values (1, 30), (2, 10), (3, 20)", "values (1, 7), (2, 10), (3, 7), (4, null), (5, 5)");
    assertThat(ordinals()).isEqualTo("{30=0, 10=1, 20=2, 7=3, 5=4}");
    assertThat(people()).isEqualTo("[0, 1, 2]");
    assertThat(owners()).isEqualTo("[3, 1, 3, null, 4]");
  }

  @Test
  void goesByTheOrderOfRowsWhereNumbersAreLeftOut() {
    load("values (9, 10), (4, 20), (12, 30)", "values (2, 30), (1, 40)");
    assertThat(ordinals()).isEqualTo("{20=0, 10=1, 30=2, 40=3}");
    assertThat(people()).isEqualTo("[0, 1, 2]");
    assertThat(owners()).isEqualTo("[3, 2]");
  }

  @Test
  void hearsOfPeopleWithoutAnyRow() {
    load("select 1, 2 where false", "values (1, 8), (2, 6)");
    assertThat(ordinals()).isEqualTo("{8=0, 6=1}");
    assertThat(people()).isEqualTo("[]");
    assertThat(owners()).isEqualTo("[0, 1]");
  }

  private void load(String people, String visits) {
    var all = new LinkedHashMap<String, Table>();
    all.put(PERSON.name(), PERSON);
    all.put(VISIT.name(), VISIT);
    db.sql().execute("create view people(\"caravan:row\", id) as " + people);
    db.sql().execute("create view visits(\"caravan:row\", who) as " + visits);
    var tables = Tables.create(db, new Schema(all, ZoneOffset.UTC));
    tables.load(Map.of(PERSON.name(), DSL.name("people"), VISIT.name(), DSL.name("visits")));
  }

  private String ordinals() {
    return db.sql()
        .fetch("select key, ordinal from ordinals.person order by ordinal")
        .intoMap(0, 1)
        .toString();
  }

  private String people() {
    return db.sql().fetchValues("select \"caravan:ordinal\" from data.person").toString();
  }

  private String owners() {
    return db.sql().fetchValues("select \"caravan:who\" from data.visit").toString();
  }
}
