package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.profile.Physical;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Note;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The tables of the customers' data. */
@RestController
@RequestMapping("/api/v1/tables")
class TablesResource {

  private static final String TABLES = "tables";
  private static final String RELATIONS = "relations";

  private static final Listing<Answer> LISTING =
      new Listing<>(
          Answer::name,
          Map.of(
              "rows",
              Answer::rows,
              "columns",
              table -> (long) table.columns().size(),
              "audience",
              table -> String.valueOf(table.audience()),
              "source",
              Answer::source));

  private final Editor editor;
  private final LiveWorkspace workspace;
  private final Ingestion ingestion;
  private final Readers readers;
  private final Audit audit;

  TablesResource(
      Editor editor, LiveWorkspace workspace, Ingestion ingestion, Readers readers, Audit audit) {
    this.editor = editor;
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
   * @param definition what an edit sends: as it stands under {@code tables:} in caravan.yaml; left
   *     out of lists
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
      long rows,
      @Nullable JsonNode definition) {

    static Answer of(Table table, long rows, @Nullable JsonNode definition) {
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
          rows,
          definition);
    }
  }

  @Operation(
      summary = "All tables",
      description =
          "`sort` is `name`, `rows`, `columns`, `audience` or `source`, with `-` before it the"
              + " other way round.")
  @Needs(Scope.READ)
  @GetMapping
  Page<Answer> list(
      @RequestParam(defaultValue = Page.USUALLY) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(required = false) @Nullable List<String> source) {
    var tables = workspace.kept().workspace().schema().tables().values();
    return readers.ask(
        reading ->
            LISTING.page(
                tables.stream()
                    .filter(table -> Listing.matches(search, table.name()))
                    .filter(table -> Listing.isWanted(source, table.source().label()))
                    .map(table -> Answer.of(table, rows(reading, table), null)),
                sort,
                cursor,
                limit));
  }

  private static long rows(Readers.Reading reading, Table table) {
    return reading.db().sql().fetchCount(DSL.table(Physical.table(table)));
  }

  @Operation(summary = "A table; its ETag is the version of all tables")
  @Needs(Scope.READ)
  @GetMapping("/{table}")
  ResponseEntity<Answer> get(@PathVariable String table) {
    var _ = ingestion.table(table);
    return answer(workspace.kept(), table, HttpStatus.OK);
  }

  private ResponseEntity<Answer> answer(LiveWorkspace.Kept kept, String name, HttpStatus status) {
    var table = kept.workspace().schema().table(name);
    var definition = editor.tree(kept, Documents.ROOT).path(TABLES).path(name);
    var rows = readers.ask(reading -> rows(reading, table));
    return ResponseEntity.status(status)
        .eTag(version(kept).etag())
        .body(Answer.of(table, rows, definition));
  }

  private static Version version(LiveWorkspace.Kept kept) {
    return Editor.version(kept, Documents.ROOT).orElse(new Version("0"));
  }

  @Operation(
      summary = "Makes a table, or gives it other columns, roles and relations",
      description =
          """
          As it stands under `tables:` in caravan.yaml, without `data`. An edit sends the version \
          in `If-Match`, who makes one may send `If-None-Match: *`. Columns that are left out are \
          removed with what is in them; where anything uses them that is refused.""")
  @Needs(Scope.EDIT)
  @PutMapping("/{table}")
  ResponseEntity<Answer> put(
      @PathVariable String table,
      @RequestBody Map<String, @Nullable Object> definition,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
      @AuthenticationPrincipal Caller caller) {
    var kept = workspace.kept();
    var known = kept.workspace().schema().find(table);
    Editor.require(
        known.flatMap(_ -> Editor.version(kept, Documents.ROOT)),
        new Editor.Condition(ifMatch, ifNoneMatch));
    requireSource(known, definition);
    known.ifPresent(
        now ->
            now.columns().keySet().stream()
                .filter(column -> !names(definition).contains(column))
                .forEach(
                    column -> requireUnused(kept, table, Uses.Kind.COLUMN, table + "." + column)));
    var after = change(kept, caller, table, definition);
    return answer(after, table, known.isPresent() ? HttpStatus.OK : HttpStatus.CREATED);
  }

  /** Whose rows they are, nobody says here. */
  private static void requireSource(
      Optional<Table> known, Map<String, @Nullable Object> definition) {
    var ours = known.map(Table::source).orElse(Source.OUTBOUND_MARKETING);
    var wanted = definition.getOrDefault("source", Source.OUTBOUND_MARKETING.label());
    if (!ours.label().equals(wanted)) {
      throw Failure.conflict(
          "read-only", "'source' is and stays '%s' here".formatted(ours.label()));
    }
  }

  /** The columns of a definition; what else may be wrong with it is found later. */
  private static Set<String> names(Map<String, @Nullable Object> definition) {
    var names = new HashSet<String>();
    if (definition.get("columns") instanceof Map<?, ?> columns) {
      columns.keySet().forEach(name -> names.add(String.valueOf(name)));
    }
    return names;
  }

  @Operation(summary = "Removes a table with all its rows; refused where anything uses it")
  @Needs(Scope.EDIT)
  @DeleteMapping("/{table}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String table,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @AuthenticationPrincipal Caller caller) {
    var kept = workspace.kept();
    var _ = ingestion.table(table);
    version(kept).require(ifMatch);
    requireUnused(kept, table, Uses.Kind.TABLE, table);
    var _ = change(kept, caller, table, null);
  }

  /** What a table says of itself changes with it. */
  private static void requireUnused(
      LiveWorkspace.Kept kept, String table, Uses.Kind kind, String name) {
    var itself = Uses.Kind.TABLE.label();
    var users =
        UseAnswer.users(kept.workspace(), kind, name).stream()
            .filter(user -> !(user.kind().equals(itself) && user.name().equals(table)))
            .toList();
    if (!users.isEmpty()) {
      throw UseAnswer.inUse("%s '%s'".formatted(kind.label(), name), users);
    }
  }

  private LiveWorkspace.Kept change(
      LiveWorkspace.Kept kept,
      Caller caller,
      String table,
      @Nullable Map<String, @Nullable Object> definition) {
    var root = kept.stand().documents().tree(Documents.ROOT);
    var tables = members(root, TABLES);
    var before = tables.get(table);
    if (definition == null) {
      tables.remove(table);
      var relations = members(root, RELATIONS);
      relations.keySet().removeIf(relation -> relation.startsWith(table + "."));
      root.put(RELATIONS, relations);
    } else {
      tables.put(table, definition);
    }
    root.put(TABLES, tables);
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put(Documents.ROOT, Documents.write(root));
    var version = Long.parseLong(version(kept).text());
    var action =
        definition == null ? "table-removed" : before == null ? "table-made" : "table-changed";
    var note = new Audit.Note(action, "table '" + table + "'", before, definition);
    return change(
        new LiveWorkspace.Change(caller.user().name(), texts, Map.of(Documents.ROOT, version)),
        (db, _) -> audit.note(db, caller, note));
  }

  private static Map<String, @Nullable Object> members(Map<String, Object> root, String name) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    if (root.get(name) instanceof Map<?, ?> known) {
      known.forEach((key, value) -> members.put(String.valueOf(key), value));
    }
    return members;
  }

  /** Faults in other documents alone are uses of what was there. */
  private LiveWorkspace.Kept change(LiveWorkspace.Change change, Note<LiveWorkspace.Kept> note) {
    try {
      return workspace.change(change, note);
    } catch (InvalidInput invalid) {
      if (invalid.problems().stream().noneMatch(TablesResource::isInRoot)) {
        throw Failure.conflict(
            "in-use", "what goes is used: " + invalid.getMessage(), invalid.problems());
      }
      // Nobody has seen the lines of the document that a table is put into.
      throw new InvalidInput(
          invalid.problems().stream()
              .map(
                  it ->
                      isInRoot(it)
                          ? new Problem(it.code(), Place.of(Documents.ROOT), it.message())
                          : it)
              .toList());
    }
  }

  private static boolean isInRoot(Problem problem) {
    return problem.place().file().equals(Documents.ROOT);
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
