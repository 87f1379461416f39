package caravan.profile;

import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The customers' rows in the warehouse: made, changed and removed here, each change answered with
 * whom it concerns.
 */
public final class Tables {

  private final Database db;
  private final Schema schema;
  private final Map<String, People> people = new LinkedHashMap<>();
  private final Owners owners;

  private Tables(Database db, Schema schema) {
    this.db = db;
    this.schema = schema;
    this.owners = new Owners(db, schema);
  }

  /**
   * Makes empty tables.
   *
   * @throws InvalidInput with all names that the database cannot keep
   */
  public static Tables create(Database db, Schema schema) {
    requireNames(db, schema);
    var tables = withPeople(db, schema);
    db.sql().createSchemaIfNotExists(Physical.DATA).execute();
    db.sql().createSchemaIfNotExists(Physical.ORDINALS).execute();
    db.sql().createSchemaIfNotExists(Physical.INCOMING).execute();
    for (var table : schema.tables().values()) {
      tables.create(table);
    }
    return tables;
  }

  private static void requireNames(Database db, Schema schema) {
    var problems = new Problems();
    for (var table : schema.tables().values()) {
      var place = Place.of("table '" + table.name() + "'");
      check(db, table.name(), place, problems);
      for (var column : table.columns().keySet()) {
        check(db, Physical.ordinalOf(column), place, problems);
      }
    }
    problems.throwIfAny();
  }

  private static void check(Database db, String name, Place place, Problems problems) {
    var fault = db.nameFault(name);
    if (fault != null) {
      problems.add("name", place, "'" + name + "': " + fault);
    }
  }

  void create(Table table) {
    if (table.audience()) {
      db.sql()
          .createTable(Physical.ordinals(table))
          .column(DSL.field(DSL.name("key"), Stored.type(table.keyColumn().type())))
          .column(DSL.field(DSL.name("ordinal"), SQLDataType.INTEGER))
          .execute();
    }
    db.sql().createTable(Physical.table(table)).columns(columns(table)).execute();
    db.sql().createTable(Physical.incoming(table)).columns(incoming(table)).execute();
    if (db.dialect().isIndexed()) {
      index(table);
    }
  }

  /** The columns of a table as it lies in the warehouse. */
  List<Field<?>> columns(Table table) {
    var columns = new ArrayList<Field<?>>();
    if (table.audience()) {
      columns.add(DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER));
    }
    table.columns().values().forEach(column -> columns.add(field(column)));
    for (var owner : owners(table)) {
      columns.add(DSL.field(DSL.name(Physical.ordinalOf(owner.column())), SQLDataType.INTEGER));
    }
    return columns;
  }

  /** The columns of where its rows wait to be taken in. */
  List<Field<?>> incoming(Table table) {
    var columns = new ArrayList<Field<?>>();
    columns.add(DSL.field(DSL.name(Physical.ROW), SQLDataType.BIGINT));
    table.columns().values().forEach(column -> columns.add(field(column)));
    return columns;
  }

  /** By hash, which keeps keys of any length. */
  private void index(Table table) {
    var columns = new LinkedHashSet<String>();
    if (table.audience()) {
      columns.add(Physical.ORDINAL);
      index(Physical.ordinals(table), "key");
      index(Physical.ordinals(table), "ordinal");
    }
    if (table.key() != null) {
      columns.add(table.key());
    }
    table.toOne().values().forEach(relation -> columns.add(relation.column()));
    owners(table).forEach(owner -> columns.add(Physical.ordinalOf(owner.column())));
    columns.forEach(column -> index(Physical.table(table), column));
  }

  private void index(Name table, String column) {
    db.sql().execute("create index on {0} using hash ({1})", DSL.table(table), DSL.name(column));
  }

  /** The tables of a database where they are already. */
  public static Tables open(Database db, Schema schema) {
    var tables = withPeople(db, schema);
    tables.people.values().forEach(People::reload);
    return tables;
  }

  private static Tables withPeople(Database db, Schema schema) {
    var tables = new Tables(db, schema);
    for (var audience : schema.audiences()) {
      tables.people.put(audience.name(), new People(db, audience));
    }
    return tables;
  }

  /**
   * The tables by another schema: what is new there is made, and empty. What is gone stays until
   * {@link #removeFormer}. Outside of any transaction.
   */
  public Tables reshape(Schema other) {
    requireNames(db, other);
    var reshaped = as(other);
    new Reshaping(db, this, reshaped).add();
    return reshaped;
  }

  /** The same tables by a schema that says otherwise what they mean, but not what they are. */
  public Tables as(Schema other) {
    var tables = new Tables(db, other);
    for (var audience : other.audiences()) {
      var known = people.get(audience.name());
      tables.people.put(
          audience.name(), known == null ? new People(db, audience) : known.as(audience));
    }
    return tables;
  }

  /** Removes the tables and columns that others have and these have not, with what is in them. */
  public void removeFormer(Tables others) {
    new Reshaping(db, others, this).remove();
  }

  /** The same tables to read over another connection, with the people that there are now. */
  public Tables over(Database other) {
    var tables = new Tables(other, schema);
    people.forEach((name, some) -> tables.people.put(name, some.over(other)));
    return tables;
  }

  /**
   * Takes rows in bulk from other tables of the warehouse.
   *
   * @param sources by the name of the table they belong to: with its columns, and {@code
   *     caravan:row}, their order; each row with a key of its own where the table has one
   */
  public void load(Map<String, Name> sources) {
    new Loader(db, this).load(sources);
    people.values().forEach(People::reload);
  }

  public Schema schema() {
    return schema;
  }

  public People people(String audience) {
    var found = people.get(audience);
    if (found == null) {
      throw new IllegalArgumentException("'" + audience + "' is no audience");
    }
    return found;
  }

  /** The relations by which rows of a table belong to people. */
  List<ToOne> owners(Table table) {
    return table.toOne().values().stream().filter(relation -> isOwner(table, relation)).toList();
  }

  private boolean isOwner(Table table, ToOne relation) {
    var target = schema.table(relation.target());
    var back = target.toMany().get(table.name());
    return target.audience() && back != null && back.column().equals(relation.column());
  }

  private static Field<?> field(Column column) {
    return DSL.field(DSL.name(column.name()), Stored.type(column.type()));
  }

  /**
   * Inserts rows, or changes the named columns where a row with the key exists; tables without key
   * only grow.
   *
   * @param rows by column, in the Java form of its type
   */
  public Touched upsert(Table table, Collection<? extends Map<String, @Nullable Object>> rows) {
    return rows.isEmpty() ? new Touched() : new Merge(db, this, owners, table).run(rows);
  }

  /**
   * Whom it concerns, beside themselves, that something happened to people: those to whom they
   * belong.
   *
   * @param source the kind of interaction
   */
  public Touched above(String source, String audience, Cohort people) {
    var table = schema.table(audience);
    var touched = new Touched();
    if (table.toOne().values().stream().anyMatch(relation -> owners.belongs(table, relation))) {
      var ordinal = DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER);
      owners.climb(source, table, db.dialect().isAmong(people, ordinal), touched, Set.of());
    }
    return touched;
  }

  /** The columns of a row as they are stored, with the ordinals of those it belongs to. */
  private Map<Field<?>, @Nullable Object> stored(Table table, Map<String, @Nullable Object> row) {
    var values = new LinkedHashMap<Field<?>, @Nullable Object>();
    row.forEach(
        (name, value) -> values.put(field(table.column(name).orElseThrow()), Stored.value(value)));
    for (var owner : owners(table)) {
      if (row.containsKey(owner.column())) {
        var key = row.get(owner.column());
        values.put(
            DSL.field(DSL.name(Physical.ordinalOf(owner.column())), SQLDataType.INTEGER),
            key == null ? null : people(owner.target()).ordinal(key));
      }
    }
    return values;
  }

  /**
   * Takes the members of segments as another system says them; those of the audience that are not
   * named have none.
   *
   * @return whom it concerns
   */
  public Touched provide(Table audience, Map<String, Cohort> members) {
    var people = people(audience.name());
    var before = people.provided();
    people.provide(members);
    var touched = new Touched();
    var names = new LinkedHashSet<>(before.keySet());
    names.addAll(members.keySet());
    for (var name : names) {
      var changed =
          before
              .getOrDefault(name, Cohort.EMPTY)
              .difference(members.getOrDefault(name, Cohort.EMPTY));
      if (!changed.isEmpty()) {
        touched.people(audience.name(), audience.name(), changed);
      }
    }
    return touched;
  }

  /** Removes the rows of some keys; of a table without key nothing. */
  public Touched remove(Table table, Collection<?> keys) {
    var touched = new Touched();
    if (table.key() == null || keys.isEmpty()) {
      return touched;
    }
    var mine = DSL.field(DSL.name(table.key()), Object.class).in(keys);
    owners.find(table, mine, touched);
    var rows = DSL.table(Physical.table(table));
    if (db.sql().deleteFrom(rows).where(mine).execute() > 0 && table.audience()) {
      var people = people(table.name());
      var gone = people.find(keys).intersect(people.existing());
      people.removed(gone);
      touched.removed(table.name(), gone);
    }
    return touched;
  }

  /** Writes the same values into the rows of many people at once. */
  public Touched set(Table audience, Map<String, @Nullable Object> values, Cohort cohort) {
    var touched = new Touched();
    var mine =
        db.dialect().isAmong(cohort, DSL.field(DSL.name(Physical.ORDINAL), SQLDataType.INTEGER));
    owners.find(audience, mine, touched);
    db.sql()
        .update(DSL.table(Physical.table(audience)))
        .set(stored(audience, values))
        .where(mine)
        .execute();
    owners.find(audience, mine, touched);
    return touched;
  }
}
