package caravan.http;

import caravan.profile.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** People as CSV: a missing value is an empty field, an empty text a quoted one. */
final class CsvLines {

  private final PrintWriter out;

  CsvLines(PrintWriter out) {
    this.out = out;
  }

  void header(List<Column> columns) {
    write(columns.stream().map(column -> quoted(column.name())).toList());
  }

  /** Those whose row is gone are left out. */
  void line(List<Column> columns, PeoplePage.Person person) {
    if (!person.columns().isEmpty()) {
      write(columns.stream().map(column -> field(person.columns().get(column.name()))).toList());
    }
  }

  private void write(List<String> fields) {
    out.print(fields.stream().collect(Collectors.joining(",", "", "\n")));
  }

  private static String field(@Nullable JsonNode value) {
    return value == null
        ? ""
        : value.isString()
            ? quoted(value.stringValue())
            : value.toString().contains("\"") ? quoted(value.toString()) : value.toString();
  }

  private static String quoted(String text) {
    var isPlain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
