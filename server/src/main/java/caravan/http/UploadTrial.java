package caravan.http;

import caravan.problem.Problem;
import caravan.profile.Physical;
import caravan.profile.Table;
import caravan.runtime.Readers;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Looks at the first rows of an upload, to say what would become of them. */
final class UploadTrial {

  private static final int LOOKED = 100_000;
  private static final int AT_ONCE = 5_000;
  private static final int KEYS_A_STATEMENT = 1_000;
  private static final int SHOWN = 10;
  private static final int MOST_PROBLEMS = 100;

  private final Table table;
  private final Set<Object> keys = new HashSet<>();
  private final List<Map<String, @Nullable String>> sample = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private long looked;
  private long fitting;

  private UploadTrial(Table table) {
    this.table = table;
  }

  /**
   * What would become of a file.
   *
   * @param rows in the file
   * @param looked how many of its rows were looked at, the first ones
   * @param added how many of them are new
   * @param changed how many change a row that is there, or one further up in the file
   * @param rejected how many do not fit
   * @param types of the table's columns that it brings
   * @param sample the first rows as they would be
   * @param problems why rows do not fit: the first of them
   */
  @Schema(name = "DryRun")
  record Answer(
      long rows,
      long looked,
      long added,
      long changed,
      long rejected,
      Map<String, String> types,
      List<Map<String, @Nullable String>> sample,
      List<ProblemAnswer.Fault> problems) {}

  static Answer of(UploadedRows rows, Table table, Readers readers) {
    var trial = new UploadTrial(table);
    for (var some = rows.next(AT_ONCE);
        !some.isEmpty() && trial.looked < LOOKED;
        some = rows.next(AT_ONCE)) {
      some.forEach(trial::look);
    }
    return trial.answer(rows, readers);
  }

  private void look(UploadedRows.Read row) {
    looked++;
    if (!row.fits()) {
      row.problems().stream().limit(MOST_PROBLEMS - problems.size()).forEach(problems::add);
      return;
    }
    fitting++;
    if (table.key() != null) {
      keys.add(Objects.requireNonNull(row.cells().get(table.key())));
    }
    if (sample.size() < SHOWN) {
      sample.add(shown(row));
    }
  }

  private static Map<String, @Nullable String> shown(UploadedRows.Read row) {
    var shown = new LinkedHashMap<String, @Nullable String>();
    row.cells()
        .forEach(
            (column, cell) ->
                shown.put(
                    column, cell == null ? null : Values.format(Objects.requireNonNull(cell))));
    return shown;
  }

  private Answer answer(UploadedRows rows, Readers readers) {
    var added = table.key() == null ? fitting : keys.size() - known(readers);
    var types = new LinkedHashMap<String, String>();
    rows.targets()
        .forEach(name -> types.put(name, table.column(name).orElseThrow().type().label()));
    return new Answer(
        rows.rows(),
        looked,
        added,
        fitting - added,
        looked - fitting,
        types,
        sample,
        problems.stream().map(ProblemAnswer.Fault::of).toList());
  }

  private long known(Readers readers) {
    var all = List.copyOf(keys);
    var key = DSL.field(DSL.name(table.keyColumn().name()), Object.class);
    var known = 0L;
    for (var from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
      var some = all.subList(from, Math.min(from + KEYS_A_STATEMENT, all.size()));
      known +=
          readers.ask(
              reading ->
                  reading
                      .db()
                      .sql()
                      .selectCount()
                      .from(DSL.table(Physical.table(table)))
                      .where(key.in(some))
                      .fetchSingle()
                      .value1());
    }
    return known;
  }
}
