package caravan.profile;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a workspace by name, and the time zone in which its days begin and end.
 *
 * @param zone for {@code today}, windows and calendar units, and for journeys that name none
 */
public record Schema(Map<String, Table> tables, ZoneId zone) {

  public Schema {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }

  public Optional<Table> find(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** A table that is known to exist. */
  public Table table(String table) {
    return find(table)
        .orElseThrow(() -> new IllegalArgumentException("there is no table '" + table + "'"));
  }

  /** The tables whose rows are people, in the order of declaration. */
  public List<Table> audiences() {
    return tables.values().stream().filter(Table::audience).toList();
  }
}
