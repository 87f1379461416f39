package caravan.security;

import caravan.warehouse.Stored;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Users in the database. */
final class UserTable {

  private static final Table<?> USERS = DSL.table(DSL.name(AdminDatabase.SCHEMA, "user"));
  private static final Field<String> ID = text("id");
  private static final Field<String> NAME = text("name");
  private static final Field<String> EMAIL = text("email");
  private static final Field<String> ROLE = text("role");
  private static final Field<Boolean> DISABLED =
      DSL.field(DSL.name("disabled"), SQLDataType.BOOLEAN);
  private static final Field<String> PASSWORD = text("password");
  private static final Field<String> SUBJECT = text("subject");
  private static final Field<LocalDateTime> CREATED =
      DSL.field(DSL.name("created"), SQLDataType.LOCALDATETIME);

  private UserTable() {}

  private static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
  }

  static void create(AdminDatabase db) {
    db.create(USERS, List.of(ID, NAME, EMAIL, ROLE, DISABLED, PASSWORD, SUBJECT, CREATED));
  }

  static List<User> load(DSLContext sql) {
    return sql.select(ID, NAME, EMAIL, ROLE, DISABLED, PASSWORD, SUBJECT, CREATED)
        .from(USERS)
        .orderBy(CREATED, ID)
        .fetch(
            row ->
                new User(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    Role.of(row.value4()).orElse(Role.VIEWER),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8().toInstant(ZoneOffset.UTC)));
  }

  static void insert(DSLContext sql, User user) {
    sql.insertInto(USERS)
        .columns(ID, NAME, EMAIL, ROLE, DISABLED, PASSWORD, SUBJECT, CREATED)
        .values(
            user.id(),
            user.name(),
            user.email(),
            user.role().label(),
            user.disabled(),
            user.password(),
            user.subject(),
            Stored.utc(user.created()))
        .execute();
  }

  static void update(DSLContext sql, User user) {
    sql.update(USERS)
        .set(NAME, user.name())
        .set(EMAIL, user.email())
        .set(ROLE, user.role().label())
        .set(DISABLED, user.disabled())
        .set(PASSWORD, user.password())
        .where(ID.eq(user.id()))
        .execute();
  }
}
