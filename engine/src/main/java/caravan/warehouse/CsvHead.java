package caravan.warehouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a CSV file is written, told by its first line: delimiter, line end, the columns' names. */
record CsvHead(List<String> names, char delimiter, String lineEnd) {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  CsvHead {
    names = List.copyOf(names);
  }

  /** The head of a file, or empty after its faults were reported. */
  static Optional<CsvHead> read(DataFile file) throws IOException {
    if (isUtf16(file)) {
      file.problem("encoding", 1, "the file is UTF-16; it has to be UTF-8");
      return Optional.empty();
    }
    Optional<CsvHead> best = Optional.empty();
    Optional<Malformed> fault = Optional.empty();
    for (var delimiter : DELIMITERS) {
      try {
        var head = read(file, delimiter);
        if (head.isPresent()
            && (best.isEmpty() || head.get().names.size() > best.get().names.size())) {
          best = head;
        }
      } catch (Malformed e) {
        fault = fault.isPresent() ? fault : Optional.of(e);
      }
    }
    if (best.isEmpty() && fault.isPresent()) {
      file.problem("csv", fault.get().line(), fault.get().found());
    } else if (best.isEmpty()) {
      file.problem("empty-file", 1, "the file is empty; its first line has to name the columns");
    } else if (best.get().names.equals(List.of(""))) {
      file.problem("column-name", 1, "the first line is blank; it has to name the columns");
      return Optional.empty();
    }
    return best.filter(head -> file.areNames(head.names, 1));
  }

  private static Optional<CsvHead> read(DataFile file, char delimiter)
      throws IOException, Malformed {
    try (var records = new CsvRecords(file.open(), delimiter)) {
      var cells = records.read();
      if (cells == null) {
        return Optional.empty();
      }
      var names = new ArrayList<String>();
      cells.forEach(cell -> names.add(cell == null ? "" : cell));
      return Optional.of(new CsvHead(names, delimiter, records.lineEnd()));
    }
  }

  private static boolean isUtf16(DataFile file) throws IOException {
    try (var in = file.open()) {
      var first = in.read();
      var second = in.read();
      return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    }
  }

  /** The file's data rows. */
  CsvRecords rows(DataFile file) throws IOException, Malformed {
    var records = new CsvRecords(file.open(), delimiter);
    records.read();
    return records;
  }

  /** The file as a relation of DuckDB: every column as text. */
  String relation(DataFile file) {
    var columns = new ArrayList<String>();
    for (var i = 0; i < names.size(); i++) {
      columns.add("'" + Staging.column(i) + "': 'VARCHAR'");
    }
    // the line end is said: left to find it, DuckDB takes one inside a quoted name and then reads
    // no row at all
    return """
    (SELECT * FROM read_csv(%s, auto_detect = false, header = true, columns = {%s},
      delim = %s, quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, strict_mode = true,
      new_line = '%s', encoding = 'utf-8', compression = '%s', hive_partitioning = false)%s)\
    """
        .formatted(
            Sql.file(file.path().toAbsolutePath().normalize().toString()),
            String.join(", ", columns),
            Sql.text(String.valueOf(delimiter)),
            lineEnd.replace("\r", "\\r").replace("\n", "\\n"),
            file.isPacked() ? "gzip" : "none",
            names.size() == 1 ? " WHERE c0 IS NOT NULL" : "");
  }
}
