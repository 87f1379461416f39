package caravan.warehouse;

import caravan.warehouse.Staging.Cell;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Stages a CSV file. The types are guessed from the first rows and checked while all rows are read
 * as them, straight from the file. A guess that no value contradicts is exact, since the first rows
 * hold a witness for it; where they hold none, or a value contradicts, or DuckDB cannot read the
 * file, all cells are taken in as text first, and all rows are asked.
 */
final class CsvFile {

  private static final int FIRST_ROWS = 2_000;
  private static final String MISFIT = "caravan: misfit";

  private final DuckDb db;
  private final DataFile file;
  private final String name;
  private final Map<String, ColumnType> declared;
  private final CsvHead head;

  private CsvFile(
      DuckDb db, DataFile file, String name, Map<String, ColumnType> declared, CsvHead head) {
    this.db = db;
    this.file = file;
    this.name = name;
    this.declared = declared;
    this.head = head;
  }

  static Optional<Staged> stage(
      DuckDb db, DataFile file, String name, Map<String, ColumnType> declared)
      throws IOException, SQLException {
    var head = CsvHead.read(file);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    return new CsvFile(db, file, name, declared, head.get()).stage();
  }

  private Optional<Staged> stage() throws IOException, SQLException {
    var absent = file.absent(declared, head.names());
    var straight = absent.isPresent() ? straight(absent.get()) : Optional.<Staged>empty();
    if (straight.isPresent()) {
      return straight;
    }
    if (!new CsvText(db, file, name, head).load() || absent.isEmpty()) {
      return Optional.empty();
    }
    return ofText(absent.get());
  }

  /** The table read from the file in one pass; empty if that cannot be, or a type is in doubt. */
  private Optional<Staged> straight(List<String> absent) throws IOException, SQLException {
    var kinds = new int[head.names().size()];
    try {
      ask(kinds, "(SELECT * FROM " + head.relation(file) + " LIMIT " + FIRST_ROWS + ")", _ -> true);
      if (isUnsettled(kinds)) {
        return Optional.empty();
      }
      var cells = checked(cells(kinds, absent));
      var staged = Staging.createInOrder(db, name, head.relation(file), cells);
      if (staged.rows() >= new CsvText(db, file, name, head).firstRows()) {
        return Optional.of(staged);
      }
    } catch (SQLException e) {
      Sql.onlyIf(e, CsvText.UNREADABLE);
    }
    Staging.drop(db, name);
    return Optional.empty();
  }

  private boolean isUnsettled(int[] kinds) {
    return IntStream.range(0, kinds.length)
        .anyMatch(i -> !declared.containsKey(head.names().get(i)) && !Kinds.isSettled(kinds[i]));
  }

  private Optional<Staged> ofText(List<String> absent) throws SQLException {
    var kinds = new int[head.names().size()];
    ask(kinds, "(SELECT * FROM " + Staging.raw(name) + " LIMIT " + FIRST_ROWS + ")", _ -> true);
    ask(kinds, Staging.raw(name), i -> !Kinds.isSettled(kinds[i]));
    var guess = cells(kinds, absent);
    var direct = direct(guess);
    return direct.isPresent() ? direct : searching(kinds, guess, absent);
  }

  /** The table with the guessed types; empty if a value contradicts its type. */
  private Optional<Staged> direct(List<Cell> guess) throws SQLException {
    try {
      return Optional.of(Staging.createInOrder(db, name, Staging.raw(name), checked(guess)));
    } catch (SQLException e) {
      Sql.onlyIf(e, MISFIT);
      return Optional.empty();
    }
  }

  /** The table with types over all rows; empty after values were reported that do not fit. */
  private Optional<Staged> searching(int[] kinds, List<Cell> guess, List<String> absent)
      throws SQLException {
    var isContradicted = contradicted(guess);
    ask(kinds, Staging.raw(name), isContradicted::get);
    var cells = cells(kinds, absent);
    var lines = new CsvLines(file, head);
    if (Misfits.report(db, file, Staging.rows(name), doubtful(cells), lines::of)) {
      return Optional.empty();
    }
    return Optional.of(Staging.create(db, name, Staging.rows(name), cells));
  }

  /**
   * Puts in the kinds of the values that a relation has in those undeclared columns that are asked
   * for.
   */
  private void ask(int[] kinds, String relation, IntPredicate isAsked) throws SQLException {
    var asked = new LinkedHashMap<Integer, String>();
    for (var i = 0; i < kinds.length; i++) {
      if (isAsked.test(i) && !declared.containsKey(head.names().get(i))) {
        asked.put(i, "coalesce(bit_or(" + Kinds.sql(Staging.column(i)) + "), 0)");
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    try (var statement = db.connection().createStatement();
        var result =
            statement.executeQuery(
                "SELECT " + String.join(",\n", asked.values()) + " FROM " + relation)) {
      result.next();
      var at = 1;
      for (var index : asked.keySet()) {
        kinds[index] = result.getInt(at++);
      }
    }
  }

  /** The columns of a guess that hold a value which does not look like their type. */
  private BitSet contradicted(List<Cell> guess) throws SQLException {
    var tests = new ArrayList<String>();
    for (var i = 0; i < head.names().size(); i++) {
      var type = guess.get(i).type();
      var column = Staging.column(i);
      tests.add(
          "coalesce(bool_or(%s AND NOT (%s)), false)"
              .formatted(Cells.isPresent(type, column), Cells.looksLike(type, column)));
    }
    var found = new BitSet();
    try (var statement = db.connection().createStatement();
        var result =
            statement.executeQuery(
                "SELECT " + String.join(",\n", tests) + " FROM " + Staging.raw(name))) {
      result.next();
      for (var i = 0; i < tests.size(); i++) {
        found.set(i, result.getBoolean(i + 1));
      }
    }
    return found;
  }

  private List<Cell> cells(int[] kinds, List<String> absent) {
    var cells = new ArrayList<Cell>();
    for (var i = 0; i < kinds.length; i++) {
      var column = head.names().get(i);
      cells.add(
          Cell.read(
              column, declared.getOrDefault(column, Kinds.type(kinds[i])), Staging.column(i)));
    }
    absent.forEach(
        column -> cells.add(Cell.missing(column, Objects.requireNonNull(declared.get(column)))));
    return cells;
  }

  /** The columns that can hold a value that does not fit: declared ones, and texts. */
  private List<Cell> doubtful(List<Cell> cells) {
    return cells.stream()
        .filter(c -> c.type() == ColumnType.TEXT || declared.containsKey(c.name()))
        .toList();
  }

  private List<Cell> checked(List<Cell> cells) {
    return cells.stream()
        .map(
            cell ->
                cell.source().isEmpty()
                    ? cell
                    : Cell.as(cell.name(), cell.type(), checkedValue(cell)))
        .toList();
  }

  private String checkedValue(Cell cell) {
    var source = cell.source().orElseThrow();
    if (cell.type() == ColumnType.TEXT) {
      return "CASE WHEN contains(%1$s, chr(0)) THEN error('%2$s') ELSE %1$s END"
          .formatted(source, MISFIT);
    }
    var shape =
        declared.containsKey(cell.name())
            ? Cells.fitsShape(cell.type(), source)
            : Cells.looksLikeShape(cell.type(), source);
    return """
    CASE WHEN %1$s THEN %4$s WHEN %2$s THEN coalesce(CASE WHEN %3$s THEN %4$s END, error('%5$s')) END\
    """
        .formatted(
            Cells.isPlain(cell.type(), source),
            Cells.isPresent(cell.type(), source),
            shape,
            Cells.value(cell.type(), source),
            MISFIT);
  }
}
