package caravan.profile;

import caravan.cohort.Cohort;
import caravan.warehouse.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The people of one audience: who exists now, and which ordinal stands for which key. Ordinals are
 * dense, in the order in which keys were first heard of, and never given again: a removed key that
 * comes back is the same person.
 */
public final class People {

  private static final int KEYS_A_STATEMENT = 1_000;
  private static final Field<Integer> ORDINAL = DSL.field(DSL.name("ordinal"), SQLDataType.INTEGER);
  private static final Field<Object> KEY = DSL.field(DSL.name("key"), Object.class);

  private final Database db;
  private final Table audience;
  private Cohort existing = Cohort.EMPTY;
  private int capacity;
  private Map<String, Cohort> provided = Map.of();
  private final IdentityHashMap<List<Object>, Listed> lists = new IdentityHashMap<>();

  People(Database db, Table audience) {
    this.db = db;
    this.audience = audience;
  }

  public Table audience() {
    return audience;
  }

  /** Those who have a row. */
  public Cohort existing() {
    return existing;
  }

  /** The members of a segment as another system said last. */
  public Cohort provided(String segment) {
    return provided.getOrDefault(segment, Cohort.EMPTY);
  }

  /** Takes the members of the segments that another system says; those not named have none. */
  void provide(Map<String, Cohort> members) {
    provided = Map.copyOf(members);
  }

  Map<String, Cohort> provided() {
    return provided;
  }

  /** How many ordinals have been given: above every one of them. */
  public int capacity() {
    return capacity;
  }

  /** The ordinal of a key that has been heard of. */
  public OptionalInt find(Object key) {
    var ordinal =
        db.sql()
            .select(ORDINAL)
            .from(DSL.table(Physical.ordinals(audience)))
            .where(KEY.eq(DSL.val(key)))
            .fetchOne(ORDINAL);
    return ordinal == null ? OptionalInt.empty() : OptionalInt.of(ordinal);
  }

  /**
   * The ordinals of those keys of a list that have been heard of; asked again only once there are
   * new ones.
   */
  public Cohort listed(List<Object> keys) {
    if (keys.isEmpty()) {
      return Cohort.EMPTY;
    }
    var known = lists.get(keys);
    if (known == null || known.capacity() < capacity) {
      known = new Listed(capacity, find(keys));
      lists.put(keys, known);
    }
    return known.people();
  }

  private record Listed(int capacity, Cohort people) {}

  /** The ordinals of those keys that have been heard of. */
  public Cohort find(Collection<?> keys) {
    var all = new ArrayList<Object>(keys);
    var cohort = new Cohort.Builder();
    for (var from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
      List<Object> some = all.subList(from, Math.min(from + KEYS_A_STATEMENT, all.size()));
      db.sql()
          .select(ORDINAL)
          .from(DSL.table(Physical.ordinals(audience)))
          .where(KEY.in(some))
          .forEach(row -> cohort.add(row.value1()));
    }
    return cohort.build();
  }

  /** The ordinals of those keys that have a row. */
  public Map<Object, Integer> present(Collection<?> keys) {
    var all = new ArrayList<Object>(keys);
    var ordinals = new HashMap<Object, Integer>();
    for (var from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
      List<Object> some = all.subList(from, Math.min(from + KEYS_A_STATEMENT, all.size()));
      db.sql()
          .select(KEY, ORDINAL)
          .from(DSL.table(Physical.ordinals(audience)))
          .where(KEY.in(some))
          .forEach(
              row -> {
                if (existing.contains(row.value2())) {
                  ordinals.put(row.value1(), row.value2());
                }
              });
    }
    return ordinals;
  }

  /** The keys of a cohort, ascending by ordinal. */
  public Map<Integer, Object> keys(Cohort cohort) {
    var keys = new LinkedHashMap<Integer, Object>();
    if (cohort.isEmpty()) {
      return keys;
    }
    db.sql()
        .select(ORDINAL, KEY)
        .from(DSL.table(Physical.ordinals(audience)))
        .where(ORDINAL.between(cohort.first(), cohort.last()))
        .orderBy(ORDINAL)
        .forEach(
            row -> {
              if (cohort.contains(row.value1())) {
                keys.put(row.value1(), row.value2());
              }
            });
    return keys;
  }

  /** The ordinal of a key, which is given one if it has none. */
  int ordinal(Object key) {
    var found = find(key);
    if (found.isPresent()) {
      return found.getAsInt();
    }
    db.sql()
        .insertInto(DSL.table(Physical.ordinals(audience)), KEY, ORDINAL)
        .values(key, capacity)
        .execute();
    return capacity++;
  }

  /** Counts keys that were given the next ordinals. */
  void heardOf(int keys) {
    capacity += keys;
  }

  void added(Cohort cohort) {
    existing = existing.union(cohort);
  }

  void removed(Cohort cohort) {
    existing = existing.minus(cohort);
  }

  /** The same people as they are now, asked about over another connection. */
  People over(Database other) {
    return copy(other, audience);
  }

  /** The same people, whose table has other columns. */
  People as(Table changed) {
    return copy(db, changed);
  }

  private People copy(Database other, Table table) {
    var people = new People(other, table);
    people.existing = existing;
    people.capacity = capacity;
    people.provided = provided;
    return people;
  }

  /** Reads who there is from the warehouse. */
  void reload() {
    capacity = db.sql().fetchCount(DSL.table(Physical.ordinals(audience)));
    if (capacity == 0) {
      existing = Cohort.EMPTY;
      return;
    }
    var ordinal = DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER);
    var gathered =
        db.sql()
            .select(db.dialect().gather(ordinal, capacity, Optional.empty()))
            .from(DSL.table(Physical.table(audience)))
            .fetchSingle()
            .value1();
    existing = gathered == null ? Cohort.EMPTY : db.dialect().cohort(gathered);
  }
}
