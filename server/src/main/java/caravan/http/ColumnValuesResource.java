package caravan.http;

import caravan.profile.Physical;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The values that a column has, for whoever is to choose one. */
@RestController
@RequestMapping("/api/v1/tables/{table}/columns/{column}/values")
class ColumnValuesResource {

  private static final int SECONDS = 5;

  private final Ingestion ingestion;
  private final Readers readers;

  ColumnValuesResource(Ingestion ingestion, Readers readers) {
    this.ingestion = ingestion;
    this.readers = readers;
  }

  /** A value, and how many rows have it. */
  @Schema(name = "ColumnValue")
  record Counted(String value, long count) {}

  @Operation(
      summary = "The most frequent values of a column",
      description = "Those that contain the searched text, ignoring case; the most frequent first.")
  @Needs(Scope.READ)
  @GetMapping
  Page<Counted> list(
      @PathVariable String table,
      @PathVariable String column,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(defaultValue = "20") int limit) {
    var from = ingestion.table(table);
    var most = Page.limit(limit);
    var type =
        from.column(column)
            .orElseThrow(() -> Failure.notFound("%s has no column '%s'".formatted(table, column)))
            .type();
    var value = DSL.field(DSL.name(column), Stored.type(type));
    var count = DSL.count();
    var fitting =
        search == null || search.isEmpty()
            ? DSL.noCondition()
            : value.cast(SQLDataType.VARCHAR).containsIgnoreCase(search);
    return new Page<>(
        readers.ask(
            reading ->
                reading
                    .db()
                    .sql()
                    .select(value, count)
                    .from(DSL.table(Physical.table(from)))
                    .where(value.isNotNull().and(fitting))
                    .groupBy(value)
                    .orderBy(count.desc(), value)
                    .limit(most)
                    .queryTimeout(SECONDS)
                    .fetch(
                        row ->
                            new Counted(
                                Values.format(Objects.requireNonNull(Stored.cell(row.get(value)))),
                                row.get(count)))),
        null);
  }
}
