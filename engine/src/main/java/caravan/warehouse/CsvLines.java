package caravan.warehouse;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The lines on which the rows of a CSV file begin, found by reading it again when one is asked for.
 */
final class CsvLines {

  private final DataFile file;
  private final CsvHead head;
  private final Map<Long, Integer> found = new HashMap<>();

  CsvLines(DataFile file, CsvHead head) {
    this.file = file;
    this.head = head;
  }

  /** The line of a data row, counted from 1; 0 if it is not to be found. */
  int of(long row) {
    return found.computeIfAbsent(row, this::find);
  }

  private int find(long row) {
    try (var records = head.rows(file)) {
      for (var i = 1L; records.next() != null; i++) {
        if (i == row) {
          return records.line();
        }
      }
    } catch (IOException | Malformed _) {
      // the row's number alone has to do
    }
    return 0;
  }
}
