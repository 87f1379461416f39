package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DataFiles;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Staged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;

/**
 * Reads the members of static segments from files, whose header names the key or the e-mail column.
 */
final class MemberFiles {

  private static final String MEMBERS = "caravan:members";

  private final Texts folder;
  private final DuckDb db;
  private final Map<String, Staged> data;
  private final RawRows rows;
  private final List<Problem> warnings;

  MemberFiles(
      Texts folder, DuckDb db, Map<String, Staged> data, RawRows rows, List<Problem> warnings) {
    this.folder = folder;
    this.db = db;
    this.data = data;
    this.rows = rows;
    this.warnings = warnings;
  }

  /** The keys that a file names. */
  List<Object> read(Yaml file, Table table) {
    var path = folder.named(file);
    if (path.isEmpty() || table.key() == null) {
      return List.of();
    }
    var label = file.scalar().orElse("");
    var header = DataFiles.header(db, path.get(), label, folder.problems());
    if (header.isEmpty()) {
      return List.of();
    }
    var email = table.role(Role.EMAIL);
    var byKey = header.get().contains(table.key());
    var byEmail = email.isPresent() && header.get().contains(email.get().name());
    if (!byKey && !byEmail) {
      folder
          .problems()
          .add(
              "members-from",
              Place.of(label, 1),
              "the header should name the key '%s'%s of %s, found %s"
                  .formatted(
                      table.key(),
                      email
                          .map(column -> " or the e-mail column '" + column.name() + "'")
                          .orElse(""),
                      table.name(),
                      String.join(", ", header.get())));
      return List.of();
    }
    var column = byKey ? table.keyColumn() : email.orElseThrow();
    var types = Map.of(column.name(), byKey ? column.type() : ColumnType.TEXT);
    var staged = DataFiles.stage(db, path.get(), label, MEMBERS, types, folder.problems());
    if (staged.isEmpty()) {
      return List.of();
    }
    var values = values(column.name());
    DataFiles.drop(db, MEMBERS);
    return byKey ? values : keysOf(values, table, column.name(), label);
  }

  private List<Object> values(String column) {
    var field = DSL.field(DSL.name(column), Object.class);
    return new ArrayList<>(
        db.sql()
            .select(field)
            .from(DSL.table(DSL.name("staging", MEMBERS)))
            .where(field.isNotNull())
            .orderBy(DSL.field(DSL.name("caravan:row")))
            .fetch(field));
  }

  private List<Object> keysOf(List<Object> emails, Table table, String email, String label) {
    var known = keysByEmail(table, email);
    var keys = new ArrayList<Object>();
    var unknown = new ArrayList<String>();
    for (var address : emails) {
      var found = known.get(fold(address.toString()));
      if (found == null) {
        unknown.add(address.toString());
      } else {
        keys.addAll(found);
      }
    }
    if (!unknown.isEmpty()) {
      warnings.add(
          new Problem(
              "unknown-members",
              Place.of(label),
              "%,d of %,d e-mail addresses belong to no row of %s, %s for one"
                  .formatted(unknown.size(), emails.size(), table.name(), unknown.getFirst())));
    }
    return keys;
  }

  private Map<String, List<Object>> keysByEmail(Table table, String email) {
    var staged = data.get(table.name());
    if (staged == null) {
      return rows.keysBy(table, email);
    }
    if (staged.columns().stream().noneMatch(column -> column.name().equals(table.key()))) {
      return Map.of(); // which is reported where the key is declared
    }
    var key = DSL.field(DSL.name(table.keyColumn().name()), Object.class);
    var address = DSL.field(DSL.name(email), Object.class);
    return db.sql()
        .select(key, address)
        .from(DSL.table(DSL.name("staging", staged.table())))
        .where(key.isNotNull().and(address.isNotNull()))
        .orderBy(DSL.field(DSL.name("caravan:row")))
        .fetchGroups(row -> fold(row.get(address).toString()), row -> row.get(key));
  }

  /** A text without its case: each code point in lower case by itself. */
  static String fold(String text) {
    return text.strip()
        .codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
