package caravan.twin;

import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.profile.ToMany;
import caravan.profile.ToOne;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all tables, the ordinals of the people, and who was touched by what changed.
 *
 * <p>Choices. A person is touched by a change of any row that a condition about them could read:
 * their own row, a row that one of their to-one relations leads to, rows that belong to them, rows
 * that belong to those, and the to-one rows of all these; also where no value in the row became
 * another. Ordinals are also given by the columns that a {@code set} or a {@code change} writes.
 */
final class Rows {

  private final Schema schema;
  private final Map<String, List<Item>> tables = new HashMap<>();
  private final Map<Who, Integer> ordinals = new LinkedHashMap<>();
  private final Map<String, Integer> heard = new HashMap<>();
  private final Set<Who> touched = new LinkedHashSet<>();

  Rows(Schema schema) {
    this.schema = schema;
    for (var table : schema.tables().keySet()) {
      tables.put(table, new ArrayList<>());
    }
  }

  /** Adds a row, or changes the named columns of the one with its key. */
  void write(String table, Map<String, @Nullable Object> cells) {
    var declared = schema.table(table);
    var known =
        declared.key() == null ? Optional.<Item>empty() : find(table, cells.get(declared.key()));
    known.ifPresent(item -> touched.addAll(readers(item)));
    var item = known.orElseGet(() -> added(declared));
    item.set(cells);
    hear(item);
    touched.addAll(readers(item));
  }

  private Item added(Table table) {
    var item = new Item(table);
    all(table.name()).add(item);
    return item;
  }

  /** Removes a row; false where there is none. */
  boolean remove(String table, Object key) {
    var known = find(table, key);
    known.ifPresent(item -> touched.addAll(readers(item)));
    known.ifPresent(item -> all(table).remove(item));
    return known.isPresent();
  }

  List<Item> all(String table) {
    return tables.computeIfAbsent(table, _ -> new ArrayList<>());
  }

  Optional<Item> find(String table, @Nullable Object key) {
    return all(table).stream().filter(item -> item.hasKey(key)).findFirst();
  }

  Optional<Item> follow(ToOne relation, Subject from) {
    return find(relation.target(), from.cell(relation.column()));
  }

  List<Item> belonging(ToMany relation, Subject to) {
    var key = to.table().key() == null ? null : to.cell(to.table().keyColumn().name());
    return all(relation.table()).stream()
        .filter(item -> key != null && key.equals(item.cell(relation.column())))
        .toList();
  }

  /** The rows of an audience, in the order in which their keys were first heard of. */
  List<Item> people(String audience) {
    return all(audience).stream()
        .sorted(Comparator.comparingInt(item -> ordinal(item.who())))
        .toList();
  }

  int ordinal(Who who) {
    return ordinals.computeIfAbsent(who, _ -> heard.merge(who.audience(), 1, Integer::sum) - 1);
  }

  /** Notes the row's own key, then those of the people to whom it belongs. */
  private void hear(Item item) {
    if (item.table().audience()) {
      ordinal(item.who());
    }
    for (var relation : item.table().toOne().values()) {
      var key = item.cell(relation.column());
      var target = schema.table(relation.target());
      if (key != null && target.audience() && belongs(item.table(), relation, target)) {
        ordinal(new Who(target.name(), key));
      }
    }
  }

  private static boolean belongs(Table table, ToOne relation, Table target) {
    return target.toMany().values().stream()
        .anyMatch(
            many -> many.table().equals(table.name()) && many.column().equals(relation.column()));
  }

  /** Something happened to a person: whoever can read that is touched. */
  void touch(Who who) {
    touched.add(who);
    find(who.audience(), who.key()).ifPresent(item -> collectOwners(item, touched));
  }

  /** The people touched since this was last asked. */
  Set<Who> takeTouched() {
    var taken = new LinkedHashSet<>(touched);
    touched.clear();
    return taken;
  }

  private Set<Who> readers(Item item) {
    var readers = new LinkedHashSet<Who>();
    collectOwners(item, readers);
    for (var table : schema.tables().values()) {
      for (var relation : table.toOne().values()) {
        if (relation.target().equals(item.table().name())) {
          for (var from : all(table.name())) {
            if (item.hasKey(from.cell(relation.column()))) {
              collectOwners(from, readers);
            }
          }
        }
      }
    }
    return readers;
  }

  /** The row's person, and those to whom it belongs, also by way of other rows. */
  private void collectOwners(Item item, Set<Who> owners) {
    var seen = new ArrayList<Item>();
    var open = new ArrayList<>(List.of(item));
    while (!open.isEmpty()) {
      var next = open.removeLast();
      if (seen.contains(next)) {
        continue;
      }
      seen.add(next);
      if (next.table().audience()) {
        owners.add(next.who());
      }
      for (var table : schema.tables().values()) {
        for (var relation : table.toMany().values()) {
          if (relation.table().equals(next.table().name())) {
            find(table.name(), next.cell(relation.column())).ifPresent(open::add);
          }
        }
      }
    }
  }
}
