package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Physical;
import caravan.profile.Table;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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

  static final String KEY = "Idempotency-Key";

  private static final int MOST_WITH_PROBLEMS = 1_000;
  private static final String POSITION = "caravan:position";

  private final Ingestion ingestion;
  private final Readers readers;
  private final JsonMapper json;

  RowsResource(Ingestion ingestion, Readers readers, JsonMapper json) {
    this.ingestion = ingestion;
    this.readers = readers;
    this.json = json;
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
    var rows = rows(into, body);
    var once = Ingestion.Key.of(key);
    var wanted = Ingestion.Wanted.of(once, "rows " + table, body);
    return ingestion.alone(once, () -> Taken.all(ingestion.upsert(into, rows, wanted).join()));
  }

  private static List<Map<String, @Nullable Object>> rows(Table table, JsonNode body) {
    var problems = new Problems();
    var reader = new CellReader(table, problems);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    var number = 0;
    for (var row : body.isArray() ? body : List.of(body)) {
      number++;
      reader.row(row, Place.of("row", number)).ifPresent(rows::add);
      if (number - rows.size() > MOST_WITH_PROBLEMS) {
        break;
      }
    }
    problems.throwIfAny();
    return rows;
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
    var into = ingestion.writable(table);
    var once = Ingestion.Key.of(key);
    var stream = new LineStream<>(new Sink(ingestion, into), json, once, skips(onError));
    var in = request.getInputStream();
    return ingestion.alone(once, () -> stream.take(in));
  }

  /** What a parameter says of what does not fit. */
  static boolean skips(String onError) {
    if (!onError.equals("stop") && !onError.equals("skip")) {
      throw new InvalidInput("parameter", Place.of("on-error"), "it is 'stop' or 'skip'");
    }
    return onError.equals("skip");
  }

  /** Takes a stream's rows in. */
  private record Sink(Ingestion ingestion, Table table)
      implements LineStream.Sink<Map<String, @Nullable Object>> {

    @Override
    public Optional<Map<String, @Nullable Object>> read(
        JsonNode tree, Place place, Problems problems) {
      return new CellReader(table, problems).row(tree, place);
    }

    @Override
    public CompletableFuture<LineStream.Done> submit(
        List<Map<String, @Nullable Object>> some,
        Ingestion.Wanted wanted,
        CompletableFuture<?> before) {
      return ingestion
          .upsert(table, some, wanted, before)
          .thenApply(taken -> new LineStream.Done(taken, List.of()));
    }
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
    var rows = rows(into, withKey(into, body, key));
    var once = Ingestion.Key.of(idempotencyKey);
    var wanted = Ingestion.Wanted.of(once, "row " + table + " " + key, body);
    return ingestion.alone(once, () -> Taken.all(ingestion.upsert(into, rows, wanted).join()));
  }

  private JsonNode withKey(Table table, JsonNode body, String key) {
    var column = key(table);
    if (!body.isObject()) {
      throw new InvalidInput("row", Place.of("row"), "a row is an object of columns and values");
    }
    var given = body.path(column.getName());
    if (!given.isMissingNode() && !given.asStringOpt().orElse("").equals(key)) {
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
  void delete(
      @PathVariable String table,
      @PathVariable String key,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey) {
    var from = ingestion.writable(table);
    var keys = List.of(keyValue(from, key));
    var once = Ingestion.Key.of(idempotencyKey);
    var wanted = Ingestion.Wanted.of(once, "delete " + table, key);
    var _ = ingestion.alone(once, () -> ingestion.remove(from, keys, wanted).join());
  }

  @Operation(
      summary = "Removes the rows of an array of keys",
      description = "Answers for how many keys; some may have had no row.")
  @Needs(Scope.DATA)
  @PostMapping("/delete")
  Taken delete(
      @PathVariable String table,
      @RequestBody JsonNode body,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey) {
    var from = ingestion.writable(table);
    var keys = keys(from, body);
    var once = Ingestion.Key.of(idempotencyKey);
    var wanted = Ingestion.Wanted.of(once, "delete " + table, body);
    return ingestion.alone(once, () -> Taken.all(ingestion.remove(from, keys, wanted).join()));
  }

  private static List<Object> keys(Table table, JsonNode body) {
    var _ = key(table);
    if (!body.isArray()) {
      throw new InvalidInput("keys", Place.of("body"), "an array of keys should stand here");
    }
    var problems = new Problems();
    var keys = new ArrayList<Object>();
    var number = 0;
    for (var json : body) {
      number++;
      var key = CellReader.value(table.keyColumn().type(), json);
      if (key.isEmpty()) {
        problems.add("value", Place.of("key", number), fault(table));
      }
      key.ifPresent(keys::add);
      if (problems.size() == MOST_WITH_PROBLEMS) {
        break;
      }
    }
    problems.throwIfAny();
    return keys;
  }

  private static Object keyValue(Table table, String key) {
    var _ = key(table);
    return Values.parse(table.keyColumn().type(), key)
        .orElseThrow(() -> new InvalidInput("value", Place.of("key"), fault(table)));
  }

  private static String fault(Table table) {
    return "a key of %s is %s".formatted(table.name(), Values.accepted(table.keyColumn().type()));
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

  @Operation(
      summary = "Rows, a page at a time",
      description = "By their keys; of a table without keys in the order in which they came.")
  @Needs(Scope.READ)
  @GetMapping
  Page<Map<String, @Nullable Object>> list(
      @PathVariable String table,
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var from = ingestion.table(table);
    var most = Page.limit(limit);
    var after = Cursor.read(cursor);
    return readers.ask(
        reading ->
            from.key() == null
                ? byPosition(reading.db(), from, most, after)
                : byKey(reading.db(), from, most, after));
  }

  private Page<Map<String, @Nullable Object>> byKey(
      Database db, Table table, int most, Optional<String> after) {
    var rows =
        db.sql()
            .select(columns(table))
            .from(DSL.table(Physical.table(table)))
            .where(
                after.map(text -> key(table).gt(keyValue(table, text))).orElse(DSL.noCondition()))
            .orderBy(key(table))
            .limit(most + 1)
            .fetch();
    return page(
        rows, table, most, row -> Values.format(Objects.requireNonNull(row.get(key(table)))));
  }

  private Page<Map<String, @Nullable Object>> byPosition(
      Database db, Table table, int most, Optional<String> after) {
    var dialect = db.dialect();
    var position = dialect.position();
    var selected = new ArrayList<Field<?>>(columns(table));
    selected.add(position.cast(String.class).as(POSITION));
    var rows =
        db.sql()
            .select(selected)
            .from(DSL.table(Physical.table(table)))
            .where(
                after
                    .map(text -> dialect.isAfter(text).orElseThrow(Cursor::invalid))
                    .orElse(DSL.noCondition()))
            .orderBy(position)
            .limit(most + 1)
            .fetch();
    return page(rows, table, most, row -> row.get(POSITION, String.class));
  }

  private Page<Map<String, @Nullable Object>> page(
      List<? extends Record> rows, Table table, int most, Function<Record, String> next) {
    var items = rows.stream().limit(most).map(row -> cells(table, row)).toList();
    return new Page<>(
        items, rows.size() <= most ? null : Cursor.write(next.apply(rows.get(most - 1))));
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
