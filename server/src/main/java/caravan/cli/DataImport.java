package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import caravan.warehouse.DataFiles;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Staged;
import caravan.workspace.KeyCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Takes rows into a table's data file: set by set, and into a new file that then takes the old
 * one's place.
 */
final class DataImport {

  private static final String ROW = "caravan:row";
  private static final Name FRESH = DSL.name("staging", "import");

  private final Opened opened;
  private final Table table;
  private final Name present;

  DataImport(Opened opened, Table table) {
    this.opened = opened;
    this.table = table;
    this.present = DSL.name("staging", table.name());
  }

  /** What an import did. */
  record Result(long added, long changed, long rows, Path file) {}

  Result run(Path file) throws IOException {
    var name = opened.workspace().dataFiles().get(table.name());
    if (name == null) {
      throw new InvalidInput(
          "no-data-file",
          Place.of("caravan.yaml"),
          "table '%s' has no data file to take rows into; give it one, like data: data/%s.csv"
              .formatted(table.name(), table.name()));
    }
    var target = opened.workspace().folder().resolve(name);
    try (var reading = DuckDb.inMemory(List.of(file.toAbsolutePath().getParent()))) {
      return merge(stage(reading, file), target);
    }
  }

  /** Reads the file where it may be read, and brings the rows over as a file that both may. */
  private Staged stage(DuckDb reading, Path file) throws IOException {
    var problems = new Problems();
    var declared = new HashMap<String, ColumnType>();
    var header = DataFiles.header(reading, file, file.toString(), problems);
    header.ifPresent(names -> check(names, file, problems));
    problems.throwIfAny();
    header
        .orElseThrow()
        .forEach(
            column -> table.column(column).ifPresent(known -> declared.put(column, known.type())));
    var copy = Files.createTempFile(opened.workspace().folder(), ".import", suffix(file));
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      var staged =
          DataFiles.stage(opened.db(), copy, file.toString(), "import", declared, problems);
      problems.throwIfAny();
      if (table.key() != null) {
        new KeyCheck(opened.db(), file, file.toString(), problems)
            .check(staged.orElseThrow(), table.key());
        problems.throwIfAny();
      }
      return staged.orElseThrow();
    } finally {
      Files.delete(copy);
    }
  }

  private static String suffix(Path file) {
    var name = file.getFileName().toString();
    return name.substring(Math.max(0, name.indexOf('.')));
  }

  private void check(List<String> names, Path file, Problems problems) {
    for (var name : names) {
      if (table.column(name).isEmpty()) {
        problems.addUnknown(
            "unknown-column",
            Place.of(file.toString(), 1),
            "%s has no column '%s'".formatted(table.name(), name),
            name,
            table.columns().keySet());
      }
    }
    if (table.key() != null && !names.contains(table.key())) {
      problems.add(
          "no-key",
          Place.of(file.toString(), 1),
          "the key column '%s' is missing".formatted(table.key()));
    }
  }

  private Result merge(Staged fresh, Path target) throws IOException {
    var sql = opened.db().sql();
    var known = sql.fetchCount(DSL.table(present));
    var changed =
        table.key() == null
            ? 0
            : sql.fetchCount(
                DSL.selectOne()
                    .from(DSL.table(FRESH).as("i"))
                    .join(DSL.table(present).as("t"))
                    .on(sameKey()));
    var folder = opened.workspace().folder().toAbsolutePath();
    var merged = Files.createTempFile(folder, ".merged", suffix(target));
    try {
      sql.execute(
          "copy ({0}) to {1} ({2})",
          DSL.select(columns("m"))
              .from(rows(fresh, known).asTable("m"))
              .orderBy(DSL.field(DSL.name("m", ROW))),
          DSL.inline(merged.toString()),
          DSL.sql(format(target)));
      Files.move(
          merged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(merged);
    }
    var added = fresh.rows() - changed;
    return new Result(added, changed, known + added, target);
  }

  private static String format(Path target) {
    var name = target.getFileName().toString();
    if (name.endsWith(".parquet")) {
      return "format parquet";
    }
    var packed = name.endsWith(".gz") ? ", compression gzip" : "";
    return name.contains(".csv") ? "format csv, header true" + packed : "format json" + packed;
  }

  private org.jooq.Condition sameKey() {
    var key = java.util.Objects.requireNonNull(table.key());
    return DSL.field(DSL.name("i", key), Object.class)
        .eq(DSL.field(DSL.name("t", key), Object.class));
  }

  private List<Field<Object>> columns(String alias) {
    return table.columns().keySet().stream()
        .map(column -> DSL.field(DSL.name(alias, column), Object.class))
        .toList();
  }

  /** The rows there were, changed where the file says so, and the file's others after them. */
  private Select<?> rows(Staged fresh, int known) {
    var given = fresh.columns().stream().map(column -> column.name()).toList();
    var changed = new ArrayList<Field<?>>();
    var added = new ArrayList<Field<?>>();
    changed.add(DSL.field(DSL.name("t", ROW), Long.class).as(ROW));
    added.add(DSL.field(DSL.name("i", ROW), Long.class).add(DSL.inline((long) known)).as(ROW));
    for (Column column : table.columns().values()) {
      var old = DSL.field(DSL.name("t", column.name()), Object.class);
      var isNew = given.contains(column.name());
      var value = DSL.field(DSL.name("i", column.name()), Object.class);
      if (table.key() != null && isNew) {
        var matched = DSL.field(DSL.name("i", table.key()), Object.class).isNotNull();
        changed.add(DSL.when(matched, value).otherwise(old).as(column.name()));
      } else {
        changed.add(old.as(column.name()));
      }
      added.add((isNew ? value : DSL.inline((Object) null)).as(column.name()));
    }
    var before = DSL.table(present).as("t");
    var after = DSL.table(FRESH).as("i");
    if (table.key() == null) {
      return DSL.select(changed).from(before).unionAll(DSL.select(added).from(after));
    }
    return DSL.select(changed)
        .from(before.leftJoin(after).on(sameKey()))
        .unionAll(
            DSL.select(added)
                .from(after)
                .where(DSL.notExists(DSL.selectOne().from(before).where(sameKey()))));
  }
}
