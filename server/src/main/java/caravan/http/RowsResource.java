package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Physical;
import caravan.profile.Table;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of the customers' tables. */
@RestController
@RequestMapping("/api/v1/tables/{table}/rows")
class RowsResource {

  private static final String KEY = "Idempotency-Key";

  private final Ingestion ingestion;
  private final Readers readers;
  private final JsonMapper json;

  RowsResource(Ingestion ingestion, Readers readers, JsonMapper json) {
    this.ingestion = ingestion;
    this.readers = readers;
    this.json = json;
  }

  /**
   * What was taken in.
   *
   * @param taken how many rows are durable now
   * @param rejected how many were left out because they do not fit
   * @param problems why, for the first thousand of them
   */
  @Schema(name = "Taken")
  record Taken(long taken, long rejected, List<ProblemAnswer.Fault> problems) {

    static Taken all(long rows) {
      return new Taken(rows, 0, List.of());
    }

    static Taken of(long taken, long rejected, List<Problem> problems) {
      return new Taken(taken, rejected, problems.stream().map(ProblemAnswer.Fault::of).toList());
    }
  }

  @Operation(
      summary = "Changes rows by their keys, or adds them",
      description =
          """
          A row, or an array of rows: all of them are taken in, or none. Only the named columns \
          change. It is answered once everything is durable.""")
  @Needs(Scope.DATA)
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Taken upsert(
      @PathVariable String table,
      @RequestBody JsonNode body,
      @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var into = ingestion.writable(table);
    var problems = new Problems();
    var reader = new CellReader(into, problems);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var row : body.isArray() ? body : List.of(body)) {
      reader
          .row(row, "row " + (rows.size() + 1))
          .ifPresentOrElse(rows::add, () -> rows.add(Map.of()));
    }
    problems.throwIfAny();
    var wanted = Ingestion.Wanted.of(key, "rows " + table, bytes(body));
    return Taken.all(ingestion.upsert(into, rows, wanted).join());
  }

  private static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Operation(
      summary = "Takes in a stream of rows, one a line",
      description =
          """
          Rows are taken in some thousand at a time while the others still come; those are durable \
          however it ends. With `on-error=stop` (the default) the first rows that do not fit end \
          it, with `skip` they are left out. Under an `Idempotency-Key` a stream that is sent again \
          goes on where it was broken off.""")
  @Needs(Scope.DATA)
  @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
  Taken stream(
      @PathVariable String table,
      HttpServletRequest request,
      @RequestParam(name = "on-error", defaultValue = "stop") String onError,
      @RequestHeader(name = KEY, required = false) @Nullable String key)
      throws IOException {
    if (!onError.equals("stop") && !onError.equals("skip")) {
      throw new InvalidInput("parameter", Place.of("on-error"), "it is 'stop' or 'skip'");
    }
    var into = ingestion.writable(table);
    return new RowStream(ingestion, into, json, key, onError.equals("skip"))
        .take(request.getInputStream());
  }

  @Operation(summary = "Changes one row, or adds it")
  @Needs(Scope.DATA)
  @PutMapping("/{key}")
  Taken put(
      @PathVariable String table,
      @PathVariable String key,
      @RequestBody JsonNode body,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey) {
    var into = ingestion.writable(table);
    var problems = new Problems();
    var cells = new CellReader(into, problems).row(withKey(into, body, key), "row");
    problems.throwIfAny();
    var wanted = Ingestion.Wanted.of(idempotencyKey, "row " + table + " " + key, bytes(body));
    return Taken.all(ingestion.upsert(into, List.of(cells.orElseThrow()), wanted).join());
  }

  private JsonNode withKey(Table table, JsonNode body, String key) {
    var column = key(table);
    var given = body.path(column.getName());
    if (!given.isMissingNode() && !given.asString().equals(key)) {
      throw new InvalidInput("key", Place.of("row"), "the row has another key than the address");
    }
    var row = json.createObjectNode();
    body.properties().forEach(entry -> row.set(entry.getKey(), entry.getValue()));
    row.put(column.getName(), key);
    return row;
  }

  private static Field<Object> key(Table table) {
    if (table.key() == null) {
      throw new Failure(
          409, "no-key", "the rows of %s have no key, and are only added".formatted(table.name()));
    }
    return DSL.field(DSL.name(table.key()), Object.class);
  }

  @Operation(summary = "Removes one row; nothing where it is not there")
  @Needs(Scope.DATA)
  @DeleteMapping("/{key}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String table, @PathVariable String key) {
    var from = ingestion.writable(table);
    var wanted = Ingestion.Wanted.of(null, "", new byte[0]);
    var _ = ingestion.remove(from, List.of(keyValue(from, key)), wanted).join();
  }

  @Operation(summary = "Removes the rows of an array of keys")
  @Needs(Scope.DATA)
  @PostMapping("/delete")
  Taken delete(
      @PathVariable String table,
      @RequestBody List<String> keys,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey) {
    var from = ingestion.writable(table);
    var values = keys.stream().map(key -> keyValue(from, key)).toList();
    var body = String.join("\n", keys).getBytes(StandardCharsets.UTF_8);
    var wanted = Ingestion.Wanted.of(idempotencyKey, "delete " + table, body);
    return Taken.all(ingestion.remove(from, values, wanted).join());
  }

  private static Object keyValue(Table table, String key) {
    var _ = key(table);
    return Values.parse(table.keyColumn().type(), key)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "value",
                    Place.of(table.name() + " " + key),
                    "a key of %s is %s"
                        .formatted(table.name(), Values.accepted(table.keyColumn().type()))));
  }

  @Operation(summary = "One row")
  @Needs(Scope.READ)
  @GetMapping("/{key}")
  Map<String, @Nullable Object> get(@PathVariable String table, @PathVariable String key) {
    var from = ingestion.table(table);
    var value = keyValue(from, key);
    return readers
        .ask(
            reading ->
                reading
                    .db()
                    .sql()
                    .select(columns(from))
                    .from(DSL.table(Physical.table(from)))
                    .where(key(from).eq(DSL.val(value)))
                    .fetchOptional(row -> cells(from, row)))
        .orElseThrow(() -> Failure.notFound("%s has no row with this key".formatted(from.name())));
  }

  @Operation(summary = "Rows by their keys, a page at a time; of a table without keys the first")
  @Needs(Scope.READ)
  @GetMapping
  Page<Map<String, @Nullable Object>> list(
      @PathVariable String table,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var from = ingestion.table(table);
    var most = Page.limit(limit);
    var after = Cursor.read(cursor).map(key -> keyValue(from, key));
    var rows =
        readers.ask(
            reading -> {
              var query =
                  reading.db().sql().select(columns(from)).from(DSL.table(Physical.table(from)));
              return from.key() == null
                  ? query.limit(most).fetch(row -> cells(from, row))
                  : query
                      .where(after.map(key(from)::gt).orElse(DSL.noCondition()))
                      .orderBy(key(from))
                      .limit(most + 1)
                      .fetch(row -> cells(from, row));
            });
    return Page.of(rows, most, row -> Values.format(Objects.requireNonNull(row.get(from.key()))));
  }

  private static List<Field<?>> columns(Table table) {
    var columns = new ArrayList<Field<?>>();
    table
        .columns()
        .values()
        .forEach(
            column -> columns.add(DSL.field(DSL.name(column.name()), Stored.type(column.type()))));
    return columns;
  }

  private Map<String, @Nullable Object> cells(Table table, Record row) {
    var cells = new LinkedHashMap<String, @Nullable Object>();
    for (var column : table.columns().values()) {
      var cell = Stored.cell(row.get(DSL.name(column.name())));
      cells.put(column.name(), shown(column.type(), cell));
    }
    return cells;
  }

  /** A value as JSON has it. */
  private @Nullable Object shown(ColumnType type, @Nullable Object cell) {
    return switch (cell) {
      case null -> null;
      case String text when type == ColumnType.JSON -> json.readTree(text);
      case BigDecimal decimal -> new BigDecimal(Values.format(decimal));
      case Long number -> number;
      case Double number -> number;
      case Boolean truth -> truth;
      default -> Values.format(cell);
    };
  }
}
