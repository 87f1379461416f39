package caravan.message;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.WarehouseFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The e-mail addresses that nothing is sent to any more, whoever has them, kept in the state's
 * database; and the bounces that lead there. For the engine's thread, within its transaction.
 */
public final class Suppressions {

  /** So many bounces that may pass, within that time, and the address is given up. */
  public static final int SOFT_BOUNCES = 5;

  public static final Duration SOFT_WITHIN = Duration.ofDays(30);

  private static final Table<?> SUPPRESSED = DSL.table(DSL.name("state", "suppressed"));
  private static final Table<?> BOUNCE = DSL.table(DSL.name("state", "bounce"));
  private static final Field<String> ADDRESS = DSL.field(DSL.name("address"), SQLDataType.VARCHAR);
  private static final Field<String> REASON = DSL.field(DSL.name("reason"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> SINCE =
      DSL.field(DSL.name("since"), SQLDataType.LOCALDATETIME);
  private static final Field<String> DETAIL = DSL.field(DSL.name("detail"), SQLDataType.VARCHAR);

  private final Database db;
  private Map<String, Suppressed> current;

  /** Why an address is given up. */
  public enum Reason {
    HARD_BOUNCE("hard-bounce"),
    SOFT_BOUNCES("soft-bounces"),
    COMPLAINT("complaint"),
    BY_HAND("by-hand");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    static Reason of(String label) {
      return Stream.of(values()).filter(it -> it.label.equals(label)).findFirst().orElse(BY_HAND);
    }
  }

  /**
   * An address that is given up.
   *
   * @param address as it is compared
   * @param detail what the other server said, or who did it
   */
  public record Suppressed(String address, Reason reason, Instant since, String detail) {}

  /** Those of a state's database, which is made ready for them. */
  public Suppressions(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(SUPPRESSED).columns(ADDRESS, REASON, SINCE, DETAIL).execute();
    db.sql().createTableIfNotExists(BOUNCE).columns(ADDRESS, SINCE, DETAIL).execute();
    var all = new HashMap<String, Suppressed>();
    db.sql()
        .select(ADDRESS, REASON, SINCE, DETAIL)
        .from(SUPPRESSED)
        .forEach(
            row ->
                all.put(
                    row.value1(),
                    new Suppressed(
                        row.value1(),
                        Reason.of(row.value2()),
                        row.value3().toInstant(ZoneOffset.UTC),
                        row.value4())));
    this.current = Map.copyOf(all);
  }

  /** All of them, by address. Immutable. */
  public Map<String, Suppressed> current() {
    return current;
  }

  /**
   * An address as it is compared: blanks at its ends and the case of its domain say nothing. What
   * stands before the @ is its server's own business (RFC 5321, 2.4).
   */
  public static String normal(String address) {
    var plain = address.strip();
    var at = plain.lastIndexOf('@');
    return plain.substring(0, at + 1) + plain.substring(at + 1).toLowerCase(Locale.ROOT);
  }

  /** Gives an address up; answers whether it was not already. */
  public boolean add(String address, Reason reason, Instant now, String detail) {
    var normal = normal(address);
    if (current.containsKey(normal)) {
      return false;
    }
    giveUp(Map.of(normal, new Suppressed(normal, reason, now, detail)));
    return true;
  }

  /** Lets messages go to an address again, as if it had never bounced. */
  public Optional<Suppressed> remove(String address) {
    var normal = normal(address);
    var found = Optional.ofNullable(current.get(normal));
    if (found.isPresent()) {
      db.sql().deleteFrom(SUPPRESSED).where(ADDRESS.eq(normal)).execute();
      db.sql().deleteFrom(BOUNCE).where(ADDRESS.eq(normal)).execute();
      var all = new HashMap<>(current);
      all.remove(normal);
      current = Map.copyOf(all);
    }
    return found;
  }

  /**
   * That a message to an address came back.
   *
   * @param hard whether it always will
   * @param detail what the other server said
   */
  public record Bounced(String address, boolean hard, String detail) {}

  /** Notes that messages came back, all at once. */
  public void bounced(List<Bounced> bounces, Instant now) {
    var rows = new ArrayList<@Nullable Object[]>();
    var details = new LinkedHashMap<String, String>();
    var hard = new LinkedHashMap<String, Suppressed>();
    for (var bounce : bounces) {
      var normal = normal(bounce.address());
      if (bounce.hard()) {
        hard.put(normal, new Suppressed(normal, Reason.HARD_BOUNCE, now, bounce.detail()));
      } else {
        rows.add(new @Nullable Object[] {normal, Stored.utc(now), bounce.detail()});
        details.put(normal, bounce.detail());
      }
    }
    append(BOUNCE, rows);
    giveUp(hard);
    giveUp(tooOften(details, now));
  }

  private Map<String, Suppressed> tooOften(Map<String, String> details, Instant now) {
    var found = new LinkedHashMap<String, Suppressed>();
    if (!details.isEmpty()) {
      db.sql()
          .select(ADDRESS)
          .from(BOUNCE)
          .where(ADDRESS.in(details.keySet()))
          .and(SINCE.gt(Stored.utc(now.minus(SOFT_WITHIN))))
          .groupBy(ADDRESS)
          .having(DSL.count().ge(SOFT_BOUNCES))
          .forEach(
              row ->
                  found.put(
                      row.value1(),
                      new Suppressed(
                          row.value1(),
                          Reason.SOFT_BOUNCES,
                          now,
                          String.valueOf(details.get(row.value1())))));
    }
    return found;
  }

  /** Gives addresses up, those that are not already. */
  private void giveUp(Map<String, Suppressed> addresses) {
    var fresh = new LinkedHashMap<>(addresses);
    fresh.keySet().removeAll(current.keySet());
    if (!fresh.isEmpty()) {
      append(
          SUPPRESSED,
          fresh.values().stream()
              .map(
                  it ->
                      new @Nullable Object[] {
                        it.address(), it.reason().label(), Stored.utc(it.since()), it.detail()
                      })
              .toList());
      var all = new HashMap<>(current);
      all.putAll(fresh);
      current = Map.copyOf(all);
    }
  }

  private void append(Table<?> table, List<@Nullable Object[]> rows) {
    try {
      db.append(table.getQualifiedName(), rows);
    } catch (SQLException e) {
      throw WarehouseFailure.of("storing what came back", e);
    }
  }

  /**
   * Notes that a message to an address came back.
   *
   * @param hard whether it always will
   * @param detail what the other server said
   */
  public void bounced(String address, boolean hard, Instant now, String detail) {
    bounced(List.of(new Bounced(address, hard, detail)), now);
  }
}
