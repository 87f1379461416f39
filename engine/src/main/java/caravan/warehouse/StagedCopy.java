package caravan.warehouse;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.postgresql.copy.CopyManager;

/** Carries a staged file from the embedded database into PostgreSQL, row by row as a stream. */
final class StagedCopy {

  private static final int CHUNK = 1 << 16;

  private StagedCopy() {}

  static void copy(DuckDb staging, Staged staged, DSLContext target, Name table, CopyManager copies)
      throws SQLException {
    var columns = new ArrayList<Field<?>>();
    var texts = new ArrayList<Field<String>>();
    add(Staging.ROW, SQLDataType.BIGINT, columns, texts);
    staged
        .columns()
        .forEach(column -> add(column.name(), Stored.type(column.type()), columns, texts));
    target.createSchemaIfNotExists("staging").execute();
    target.dropTableIfExists(table).execute();
    target.createTable(table).columns(columns).execute();
    var copy = copies.copyIn("copy " + target.render(table) + " from stdin");
    try (var rows =
        staging
            .sql()
            .select(texts)
            .from(DSL.table(DSL.name("staging", staged.table())))
            .orderBy(DSL.field(DSL.name(Staging.ROW)))
            .fetchLazy()) {
      var chunk = new StringBuilder();
      for (var row : rows) {
        append(chunk, row);
        if (chunk.length() >= CHUNK) {
          write(copy, chunk);
        }
      }
      write(copy, chunk);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void add(
      String name, org.jooq.DataType<?> type, List<Field<?>> columns, List<Field<String>> texts) {
    columns.add(DSL.field(DSL.name(name), type));
    texts.add(DSL.field(DSL.name(name), type).cast(SQLDataType.VARCHAR));
  }

  private static void write(org.postgresql.copy.CopyIn copy, StringBuilder chunk)
      throws SQLException {
    var bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    chunk.setLength(0);
  }

  /** A line of PostgreSQL's own text format. */
  private static void append(StringBuilder line, Record row) {
    for (var i = 0; i < row.size(); i++) {
      if (i > 0) {
        line.append('\t');
      }
      var value = row.get(i, String.class);
      if (value == null) {
        line.append("\\N");
      } else {
        append(line, value);
      }
    }
    line.append('\n');
  }

  private static void append(StringBuilder line, String value) {
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }
}
