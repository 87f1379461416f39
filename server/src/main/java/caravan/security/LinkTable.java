package caravan.security;

import caravan.warehouse.Stored;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Links in the database. */
final class LinkTable {

  private static final Table<?> LINKS = DSL.table(DSL.name(AdminDatabase.SCHEMA, "link"));
  private static final Field<String> ID = text("id");
  private static final Field<String> DIGEST = text("digest");
  private static final Field<String> KIND = text("kind");
  private static final Field<String> USER = text("user_id");
  private static final Field<String> NAME = text("name");
  private static final Field<String> EMAIL = text("email");
  private static final Field<String> ROLE = text("role");
  private static final Field<LocalDateTime> CREATED = time("created");
  private static final Field<LocalDateTime> EXPIRES = time("expires");
  private static final Field<String> BY = text("made_by");

  private LinkTable() {}

  private static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
  }

  private static Field<LocalDateTime> time(String name) {
    return DSL.field(DSL.name(name), SQLDataType.LOCALDATETIME);
  }

  static void create(AdminDatabase db) {
    db.create(LINKS, List.of(ID, DIGEST, KIND, USER, NAME, EMAIL, ROLE, CREATED, EXPIRES, BY));
  }

  static List<Link> load(DSLContext sql) {
    return sql.select(ID, DIGEST, KIND, USER, NAME, EMAIL, ROLE, CREATED, EXPIRES, BY)
        .from(LINKS)
        .fetch(
            row ->
                new Link(
                    row.value1(),
                    row.value2(),
                    kind(row.value3()),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    Role.of(row.value7()).orElse(Role.VIEWER),
                    row.value8().toInstant(ZoneOffset.UTC),
                    row.value9().toInstant(ZoneOffset.UTC),
                    row.value10()));
  }

  private static Link.Kind kind(String label) {
    return Arrays.stream(Link.Kind.values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kind of link: " + label));
  }

  static void insert(DSLContext sql, Link link) {
    sql.insertInto(LINKS)
        .columns(ID, DIGEST, KIND, USER, NAME, EMAIL, ROLE, CREATED, EXPIRES, BY)
        .values(
            link.id(),
            link.digest(),
            link.kind().label(),
            link.userId(),
            link.name(),
            link.email(),
            link.role().label(),
            Stored.utc(link.created()),
            Stored.utc(link.expires()),
            link.by())
        .execute();
  }

  static void delete(DSLContext sql, Collection<String> ids) {
    sql.deleteFrom(LINKS).where(ID.in(ids)).execute();
  }
}
