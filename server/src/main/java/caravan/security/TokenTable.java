package caravan.security;

import caravan.warehouse.Stored;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** API tokens in the database. */
final class TokenTable {

  private static final Table<?> TOKENS = DSL.table(DSL.name(AdminDatabase.SCHEMA, "token"));
  private static final Field<String> ID = text("id");
  private static final Field<String> DIGEST = text("digest");
  private static final Field<String> USER = text("user_id");
  private static final Field<String> NAME = text("name");
  private static final Field<String> SCOPES = text("scopes");
  private static final Field<LocalDateTime> CREATED = time("created");
  private static final Field<LocalDateTime> EXPIRES = time("expires");
  private static final Field<LocalDateTime> USED = time("used");
  private static final Field<LocalDateTime> REVOKED = time("revoked");

  private TokenTable() {}

  private static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
  }

  private static Field<LocalDateTime> time(String name) {
    return DSL.field(DSL.name(name), SQLDataType.LOCALDATETIME);
  }

  static void create(AdminDatabase db) {
    db.create(TOKENS, List.of(ID, DIGEST, USER, NAME, SCOPES, CREATED, EXPIRES, USED, REVOKED));
  }

  static List<ApiToken> load(DSLContext sql) {
    return sql.select(ID, DIGEST, USER, NAME, SCOPES, CREATED, EXPIRES, USED, REVOKED)
        .from(TOKENS)
        .fetch(
            row ->
                new ApiToken(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    scopes(row.value5()),
                    row.value6().toInstant(ZoneOffset.UTC),
                    instant(row.value7()),
                    instant(row.value8()),
                    instant(row.value9())));
  }

  private static Set<Scope> scopes(String labels) {
    return Arrays.stream(labels.split(" ", -1))
        .flatMap(label -> Scope.of(label).stream())
        .collect(Collectors.toSet());
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime time) {
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : Stored.utc(instant);
  }

  static void insert(DSLContext sql, ApiToken token) {
    sql.insertInto(TOKENS)
        .columns(ID, DIGEST, USER, NAME, SCOPES, CREATED, EXPIRES, USED, REVOKED)
        .values(
            token.id(),
            token.digest(),
            token.userId(),
            token.name(),
            token.scopes().stream().map(Scope::label).sorted().collect(Collectors.joining(" ")),
            utc(token.created()),
            utc(token.expires()),
            utc(token.used()),
            utc(token.revoked()))
        .execute();
  }

  static void update(DSLContext sql, ApiToken token) {
    sql.update(TOKENS)
        .set(USED, utc(token.used()))
        .set(REVOKED, utc(token.revoked()))
        .where(ID.eq(token.id()))
        .execute();
  }
}
