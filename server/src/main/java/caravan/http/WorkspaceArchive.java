package caravan.http;

import caravan.profile.Physical;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import caravan.workspace.Documents;
import caravan.workspace.Export;
import caravan.workspace.Passwords;
import caravan.workspace.Workspace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A workspace as a ZIP archive of the files that its folder would have. */
record WorkspaceArchive(Workspace workspace, Database db) {

  /**
   * Writes it.
   *
   * @param data whether with the rows of our own tables, as of one instant
   */
  void write(OutputStream out, boolean data) throws IOException {
    try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      var files = data ? dataFiles() : Map.<String, String>of();
      for (var file : Export.files(workspace.withDataFiles(files)).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        var text =
            file.getKey().equals(Documents.ROOT)
                ? Passwords.hide(file.getValue())
                : file.getValue();
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
      if (data) {
        var writer =
            new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);
        var failures = new ArrayList<IOException>();
        db.transaction(
            () -> {
              try {
                for (var file : files.entrySet()) {
                  zip.putNextEntry(new ZipEntry(file.getValue()));
                  rows(workspace.schema().table(file.getKey()), writer);
                  writer.flush();
                  zip.closeEntry();
                }
              } catch (IOException e) {
                failures.add(e);
              }
            });
        if (!failures.isEmpty()) {
          throw failures.getFirst();
        }
      }
    }
  }

  private Map<String, String> dataFiles() {
    var tables =
        workspace.schema().tables().values().stream()
            .filter(table -> table.source() == Source.OUTBOUND_MARKETING)
            .map(Table::name)
            .toList();
    var names = Export.fileNames(tables);
    var files = new LinkedHashMap<String, String>();
    for (var i = 0; i < tables.size(); i++) {
      files.put(tables.get(i), "data/" + names.get(i).replaceFirst("\\.yaml$", ".csv"));
    }
    return files;
  }

  private void rows(Table table, Writer writer) throws IOException {
    var fields = new ArrayList<Field<?>>();
    for (var column : table.columns().values()) {
      fields.add(DSL.field(DSL.name(column.name()), Stored.type(column.type())));
    }
    line(List.copyOf(table.columns().keySet()), writer);
    var rows = db.sql().select(fields).from(DSL.table(Physical.table(table)));
    var ordered = table.audience() ? rows.orderBy(DSL.field(DSL.name(Physical.ORDINAL))) : rows;
    try (var cursor = ordered.fetchLazy()) {
      for (var row : cursor) {
        line(cells(row), writer);
      }
    }
  }

  private static List<@Nullable String> cells(Record row) {
    var cells = new ArrayList<@Nullable String>();
    for (var i = 0; i < row.size(); i++) {
      var cell = Stored.cell(row.get(i));
      cells.add(cell == null ? null : Values.format(cell));
    }
    return cells;
  }

  /** A line of CSV: nothing where a value is missing, quotes around an empty text. */
  private static void line(List<? extends @Nullable String> cells, Writer writer)
      throws IOException {
    var separator = "";
    for (var cell : cells) {
      writer.write(separator);
      separator = ",";
      if (cell != null) {
        writer.write(isPlain(cell) ? cell : '"' + cell.replace("\"", "\"\"") + '"');
      }
    }
    writer.write("\r\n");
  }

  private static boolean isPlain(String cell) {
    return !cell.isEmpty()
        && cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        && cell.equals(cell.strip());
  }
}
