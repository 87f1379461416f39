package caravan.http;

import caravan.profile.Physical;
import caravan.profile.Table;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tables of the customers' data. */
@RestController
@RequestMapping("/api/v1/tables")
class TablesResource {

  private final LiveWorkspace workspace;
  private final Ingestion ingestion;
  private final Readers readers;
  private final Audit audit;

  TablesResource(LiveWorkspace workspace, Ingestion ingestion, Readers readers, Audit audit) {
    this.workspace = workspace;
    this.ingestion = ingestion;
    this.readers = readers;
    this.audit = audit;
  }

  /**
   * A table.
   *
   * @param columns types by column
   * @param roles columns by role
   * @param toOne the tables that relations to one row lead to, by the relation
   * @param toMany the tables that relations to many rows lead to, by the relation
   * @param source whose rows they are; those of others are only read
   */
  @Schema(name = "Table")
  record Answer(
      String name,
      boolean audience,
      @Nullable String key,
      Map<String, String> columns,
      Map<String, String> roles,
      Map<String, String> toOne,
      Map<String, String> toMany,
      String source,
      long rows) {

    static Answer of(Table table, long rows) {
      var columns = new LinkedHashMap<String, String>();
      table.columns().forEach((name, column) -> columns.put(name, column.type().label()));
      var roles = new LinkedHashMap<String, String>();
      table.roles().forEach((role, column) -> roles.put(role.label(), column));
      var toOne = new LinkedHashMap<String, String>();
      table.toOne().forEach((name, relation) -> toOne.put(name, relation.target()));
      var toMany = new LinkedHashMap<String, String>();
      table.toMany().forEach((name, relation) -> toMany.put(name, relation.table()));
      return new Answer(
          table.name(),
          table.audience(),
          table.key(),
          columns,
          roles,
          toOne,
          toMany,
          table.source().label(),
          rows);
    }
  }

  @Operation(summary = "All tables")
  @Needs(Scope.READ)
  @GetMapping
  Page<Answer> list() {
    var tables = workspace.kept().workspace().schema().tables().values();
    return new Page<>(
        readers.ask(reading -> tables.stream().map(table -> answer(reading, table)).toList()),
        null);
  }

  private static Answer answer(Readers.Reading reading, Table table) {
    return Answer.of(table, reading.db().sql().fetchCount(DSL.table(Physical.table(table))));
  }

  @Operation(summary = "A table; its ETag is the version of all tables")
  @Needs(Scope.READ)
  @GetMapping("/{table}")
  ResponseEntity<Answer> get(@PathVariable String table) {
    var found = ingestion.table(table);
    return ResponseEntity.ok()
        .eTag(version().etag())
        .body(readers.ask(reading -> answer(reading, found)));
  }

  private Version version() {
    var version = workspace.kept().stand().versions().get(Documents.ROOT);
    return new Version(version == null ? "0" : Long.toString(version.number()));
  }

  @Operation(
      summary = "Makes a table, or gives it other columns, roles and relations",
      description =
          """
          As it stands under `tables:` in caravan.yaml, without `data`. An edit sends the version \
          in `If-Match`. Columns that are left out are removed with what is in them; where anything \
          uses them that is refused.""")
  @Needs(Scope.EDIT)
  @PutMapping("/{table}")
  ResponseEntity<Answer> put(
      @PathVariable String table,
      @RequestBody Map<String, @Nullable Object> definition,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @AuthenticationPrincipal Caller caller) {
    if (workspace.kept().workspace().schema().find(table).isPresent()) {
      version().require(ifMatch);
    }
    change(caller, table, definition);
    return get(table);
  }

  @Operation(summary = "Removes a table with all its rows; refused where anything uses it")
  @Needs(Scope.EDIT)
  @DeleteMapping("/{table}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String table,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @AuthenticationPrincipal Caller caller) {
    var _ = ingestion.table(table);
    version().require(ifMatch);
    requireUnused(Uses.Kind.TABLE, table);
    change(caller, table, null);
  }

  private void requireUnused(Uses.Kind kind, String name) {
    var users = uses(kind, name);
    if (!users.isEmpty()) {
      throw Failure.conflict(
          "in-use",
          "%s '%s' is used by %s"
              .formatted(
                  kind.label(),
                  name,
                  users.stream().map(UseAnswer::words).collect(Collectors.joining(", "))));
    }
  }

  private void change(
      Caller caller, String table, @Nullable Map<String, @Nullable Object> definition) {
    var kept = workspace.kept();
    var root = kept.stand().documents().tree(Documents.ROOT);
    var tables = new LinkedHashMap<String, @Nullable Object>();
    if (root.get("tables") instanceof Map<?, ?> known) {
      known.forEach((name, tree) -> tables.put(String.valueOf(name), tree));
    }
    var before = tables.get(table);
    if (definition == null) {
      tables.remove(table);
    } else {
      tables.put(table, definition);
    }
    root.put("tables", tables);
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put(Documents.ROOT, Documents.write(root));
    var expected = kept.stand().versions().get(Documents.ROOT);
    workspace.change(
        new LiveWorkspace.Change(
            caller.user().name(),
            texts,
            expected == null ? Map.of() : Map.of(Documents.ROOT, expected.number())));
    audit.note(
        caller,
        new Audit.Note(
            definition == null ? "table-removed" : "table-changed",
            "table '" + table + "'",
            before,
            definition));
  }

  @Operation(summary = "Where a table and its columns are used")
  @Needs(Scope.READ)
  @GetMapping("/{table}/uses")
  List<UseAnswer> uses(@PathVariable String table) {
    return uses(Uses.Kind.TABLE, ingestion.table(table).name());
  }

  @Operation(summary = "Where a column is used")
  @Needs(Scope.READ)
  @GetMapping("/{table}/columns/{column}/uses")
  List<UseAnswer> uses(@PathVariable String table, @PathVariable String column) {
    if (ingestion.table(table).column(column).isEmpty()) {
      throw Failure.notFound("%s has no column '%s'".formatted(table, column));
    }
    return uses(Uses.Kind.COLUMN, table + "." + column);
  }

  private List<UseAnswer> uses(Uses.Kind kind, String name) {
    return UseAnswer.users(workspace.kept().workspace(), kind, name);
  }
}
