package caravan.warehouse;

import java.io.IOException;

/** What is wrong with the shape of a CSV file, line by line. */
final class CsvFaults {

  private static final int SHOWN = 5;

  private CsvFaults() {}

  /** Whether rows are not as long as the header, or a line cannot be read at all; reports which. */
  static boolean report(DataFile file, CsvHead head) throws IOException {
    var width = head.names().size();
    var ragged = 0L;
    var last = 0;
    try (var records = head.rows(file)) {
      for (var cells = records.next(); cells != null; cells = records.next()) {
        if (cells.size() == width) {
          continue;
        }
        last = records.line();
        if (ragged++ < SHOWN) {
          file.problem(
              "row-length",
              last,
              "the row has %d cells, the header names %d".formatted(cells.size(), width));
        }
      }
    } catch (Malformed e) {
      file.problem("csv", e.line(), e.found());
      return true;
    }
    if (ragged > SHOWN) {
      file.problem("row-length", last, "and " + (ragged - SHOWN) + " more rows of another length");
    }
    return ragged > 0;
  }
}
