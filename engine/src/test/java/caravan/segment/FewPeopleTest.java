package caravan.segment;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.profile.Tables;
import caravan.segment.sql.Leaf;
import caravan.segment.sql.Readings;
import caravan.warehouse.DuckDb;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few people are answered about as everybody is, whether their rows are read or SQL is asked. */
class FewPeopleTest {

  private static final int PEOPLE = 300;
  private static final Moment NOW =
      new Moment(Instant.parse("2026-03-02T09:30:00Z"), Language.SCHEMA.zone());

  private final DuckDb db = DuckDb.inMemory(List.of());
  private final Tables tables = Tables.create(db, Language.SCHEMA);
  private final Random random = new Random(5);

  @BeforeEach
  void fill() {
    var contacts = new ArrayList<Map<String, @Nullable Object>>();
    for (var i = 0; i < PEOPLE; i++) {
      var row = new HashMap<String, @Nullable Object>();
      row.put("id", "c" + i);
      row.put("country", oneOf("DE", "de", "Österreich", "ÖSTERREICH", "", null));
      row.put("age", oneOf(17L, 40L, 41L, null));
      row.put("balance", oneOf(new BigDecimal("-0.5"), new BigDecimal("12.25"), null));
      row.put("vip", oneOf(true, false, null));
      row.put("born", oneOf(LocalDate.of(2000, 2, 29), LocalDate.of(1990, 3, 2), null));
      row.put("seen", oneOf(NOW.now(), NOW.now().minusSeconds(90_000), null));
      contacts.add(row);
    }
    tables.upsert(Language.CONTACT, contacts);
    var purchases = new ArrayList<Map<String, @Nullable Object>>();
    for (var i = 0L; i < 2 * PEOPLE; i++) {
      purchases.add(purchase(i, "c" + random.nextInt(PEOPLE)));
    }
    tables.upsert(Language.PURCHASE, purchases);
  }

  private Map<String, @Nullable Object> purchase(long id, String contact) {
    var row = new HashMap<String, @Nullable Object>();
    row.put("id", id);
    row.put("contact_id", contact);
    row.put("amount", oneOf(new BigDecimal("9.99"), BigDecimal.TEN, null));
    row.put("quantity", oneOf(1L, 2L, 30L, null));
    row.put("product", oneOf("Beans", "beans", "Mug", null));
    row.put("bought", oneOf(LocalDate.of(2026, 3, 1), LocalDate.of(2024, 1, 1), null));
    return row;
  }

  private @Nullable Object oneOf(@Nullable Object... values) {
    return values[random.nextInt(values.length)];
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country = 'ÖSTERREICH' or country starts with 'D'",
        "not (age between 18 and 40) and vip",
        "balance > -1 and balance <= 12.25",
        "born < today and not (born is missing)",
        "anniversary of born is today",
        "seen within last 1 days",
        "any(purchase)",
        "not any(purchase where product = 'beans' and amount > 9.99)",
        "count(purchase where bought >= date '2025-01-01') >= 2",
        "count(purchase) = 0 or age > 40",
        "sum(purchase.amount) >= 19.99",
        "sum(purchase.quantity) < 3",
        "min(purchase.quantity where amount is missing) > 1",
        "max(purchase.bought) < date '2025-01-01'",
        "avg(purchase.amount) > 9.99",
        "id = 'C9' or id = 'c8'",
        "account.name is missing and age = 17",
      })
  void asEverybody(String text) {
    var ask = new Ask(Language.CONTACT, Language.parse(text), null);
    var evaluator = new Evaluator(db, tables, Map.of(), new InteractionLog());
    var all = evaluator.evaluate(ask, NOW, null);
    assertThat(all.isEmpty()).isFalse();
    for (var few : List.of(Cohort.of(7), Cohort.range(20, 60), Cohort.range(0, PEOPLE + 9))) {
      assertThat(evaluator.evaluate(ask, NOW, few)).isEqualTo(all.intersect(few));
    }
  }

  @Test
  void whoeverHasManyRowsIsLeftToTheDatabase() {
    var leaf = new Leaf(Language.CONTACT, Language.parse("count(purchase) > 20000"), null);
    var readings = new Readings(db, Language.SCHEMA, NOW);
    assertThat(readings.answer(List.of(leaf), Cohort.of(3, 4))).containsEntry(leaf, Cohort.EMPTY);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var i = 0L; i < 20_001; i++) {
      rows.add(purchase(10_000 + i, "c3"));
    }
    tables.upsert(Language.PURCHASE, rows);
    assertThat(readings.answer(List.of(leaf), Cohort.of(3, 4))).isEmpty();
    var evaluator = new Evaluator(db, tables, Map.of(), new InteractionLog());
    var ask = new Ask(Language.CONTACT, leaf.expression(), null);
    assertThat(evaluator.evaluate(ask, NOW, Cohort.of(3, 4))).isEqualTo(Cohort.of(3));
  }
}
