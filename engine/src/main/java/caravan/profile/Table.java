package caravan.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of the customers' data, with its columns and relations by name.
 *
 * @param audience whether its rows can be the people of a journey
 * @param key the column that tells rows apart; without one the table is append-only
 * @param source whose rows they are; those of others are only read
 */
public record Table(
    String name,
    boolean audience,
    @Nullable String key,
    Map<String, Column> columns,
    Map<Role, String> roles,
    Map<String, ToOne> toOne,
    Map<String, ToMany> toMany,
    Source source) {

  /** A table of our own. */
  public Table(
      String name,
      boolean audience,
      @Nullable String key,
      Map<String, Column> columns,
      Map<Role, String> roles,
      Map<String, ToOne> toOne,
      Map<String, ToMany> toMany) {
    this(name, audience, key, columns, roles, toOne, toMany, Source.OUTBOUND_MARKETING);
  }

  public Table {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    roles = Map.copyOf(roles);
    toOne = Collections.unmodifiableMap(new LinkedHashMap<>(toOne));
    toMany = Collections.unmodifiableMap(new LinkedHashMap<>(toMany));
  }

  public Optional<Column> column(String column) {
    return Optional.ofNullable(columns.get(column));
  }

  public Optional<Column> role(Role role) {
    return Optional.ofNullable(roles.get(role)).flatMap(this::column);
  }

  /**
   * The key column of a table that must have one: every audience and every target of a relation.
   */
  public Column keyColumn() {
    if (key == null || !columns.containsKey(key)) {
      throw new IllegalStateException("table " + name + " has no key");
    }
    return columns.get(key);
  }

  /** Whether a column holds a key, its own table's or another's: keys are compared exactly. */
  public boolean holdsKey(String column) {
    return column.equals(key)
        || toOne.values().stream().anyMatch(relation -> relation.column().equals(column));
  }
}
