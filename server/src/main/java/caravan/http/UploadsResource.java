package caravan.http;

import caravan.problem.Problem;
import caravan.profile.Physical;
import caravan.profile.Table;
import caravan.runtime.Readers;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files of rows: sent, mapped, tried, taken in. */
@RestController
@RequestMapping("/api/v1")
class UploadsResource {

  private static final int TRIED = 10_000;
  private static final int SHOWN = 10;
  private static final int MOST_PROBLEMS = 100;

  private final Uploads uploads;
  private final Ingestion ingestion;
  private final Readers readers;

  UploadsResource(Uploads uploads, Ingestion ingestion, Readers readers) {
    this.uploads = uploads;
    this.ingestion = ingestion;
    this.readers = readers;
  }

  /**
   * An upload.
   *
   * @param state waiting, running, done, failed, cancelled, or broken-off where the server ended in
   *     the middle
   * @param columns of the file
   * @param mapping the table's column for each of the file's; null for one that is left out
   * @param rows in the file; 0 until it is taken in
   */
  @Schema(name = "Upload")
  record Answer(
      String id,
      String table,
      String state,
      List<String> columns,
      Map<String, @Nullable String> mapping,
      long rows,
      long read,
      long taken,
      long rejected,
      @Nullable String problem) {

    static Answer of(Upload upload) {
      var status = upload.status();
      return new Answer(
          status.id(),
          status.table(),
          status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          status.columns(),
          status.mapping(),
          status.rows(),
          status.read(),
          status.taken(),
          status.rejected(),
          status.fault());
    }
  }

  /** Which column of the file becomes which of the table; null for one that is left out. */
  @Schema(name = "Mapping")
  record Mapping(Map<String, @Nullable String> mapping) {}

  /**
   * What would become of a file.
   *
   * @param looked how many of its rows were looked at, the first ones
   * @param added how many of them are new
   * @param changed how many change a row that is there
   * @param rejected how many do not fit
   * @param sample the first rows as they would be
   */
  @Schema(name = "DryRun")
  record DryRun(
      long rows,
      long looked,
      long added,
      long changed,
      long rejected,
      List<Map<String, String>> sample,
      List<ProblemAnswer.Fault> problems) {}

  @Operation(
      summary = "Sends a file of rows",
      description =
          """
          CSV (also packed), NDJSON or Parquet, as the body; the ending of `name` says which. \
          Nothing is taken in yet: columns of the same name are mapped to each other, the others \
          left out.""")
  @Needs(Scope.DATA)
  @PostMapping("/tables/{table}/uploads")
  @ResponseStatus(HttpStatus.CREATED)
  Answer add(@PathVariable String table, @RequestParam String name, HttpServletRequest request)
      throws IOException {
    return Answer.of(uploads.add(ingestion.writable(table), name, request.getInputStream()));
  }

  @Operation(summary = "All uploads")
  @Needs(Scope.READ)
  @GetMapping("/uploads")
  Page<Answer> list() {
    return new Page<>(uploads.list().stream().map(Answer::of).toList(), null);
  }

  @Operation(summary = "How far an upload is")
  @Needs(Scope.READ)
  @GetMapping("/uploads/{id}")
  Answer get(@PathVariable String id) {
    return Answer.of(uploads.find(id));
  }

  @Operation(summary = "Maps the columns of the file to those of the table")
  @Needs(Scope.DATA)
  @PutMapping("/uploads/{id}/mapping")
  Answer map(@PathVariable String id, @RequestBody Mapping wanted) {
    var upload = uploads.find(id);
    uploads.map(upload, Members.required("mapping", wanted.mapping()));
    return Answer.of(upload);
  }

  @Operation(summary = "What would become of the first 10,000 rows; nothing is changed")
  @Needs(Scope.DATA)
  @GetMapping("/uploads/{id}/dry-run")
  DryRun dryRun(@PathVariable String id) {
    var upload = uploads.find(id);
    var table = ingestion.writable(upload.status().table());
    return readers.ask(
        reading -> {
          try (var rows = new UploadedRows(upload.data(), table, upload.status().mapping())) {
            var read = rows.next(TRIED);
            var good = read.stream().filter(row -> row.problems().isEmpty()).toList();
            var problems = new ArrayList<Problem>();
            read.forEach(row -> problems.addAll(row.problems()));
            var changed = known(reading, table, good);
            return new DryRun(
                rows.rows(),
                read.size(),
                good.size() - changed,
                changed,
                read.size() - good.size(),
                good.stream().limit(SHOWN).map(UploadsResource::shown).toList(),
                problems.stream().limit(MOST_PROBLEMS).map(ProblemAnswer.Fault::of).toList());
          }
        });
  }

  private static long known(Readers.Reading reading, Table table, List<UploadedRows.Read> rows) {
    if (table.key() == null) {
      return 0;
    }
    var keys = rows.stream().map(row -> row.cells().get(table.key())).distinct().toList();
    return reading
        .db()
        .sql()
        .fetchCount(
            DSL.selectOne()
                .from(DSL.table(Physical.table(table)))
                .where(DSL.field(DSL.name(table.key()), Object.class).in(keys)));
  }

  /** Without the missing values. */
  private static Map<String, String> shown(UploadedRows.Read row) {
    var shown = new LinkedHashMap<String, String>();
    row.cells()
        .forEach(
            (column, cell) -> {
              if (cell != null) {
                shown.put(column, Values.format(cell));
              }
            });
    return shown;
  }

  @Operation(
      summary = "Takes the rows in",
      description =
          "It goes on by itself; `upload` events in the stream say how far it is. Rows that do not"
              + " fit are left out, and can be had with the reason.")
  @Needs(Scope.DATA)
  @PostMapping("/uploads/{id}/start")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer start(@PathVariable String id) {
    var upload = uploads.find(id);
    uploads.start(upload);
    return Answer.of(upload);
  }

  @Operation(summary = "The rows that were left out, as CSV with the reason")
  @Needs(Scope.READ)
  @GetMapping(path = "/uploads/{id}/rejected", produces = "text/csv")
  ResponseEntity<Resource> rejected(@PathVariable String id) {
    var file = uploads.find(id).rejected();
    if (!Files.exists(file)) {
      throw Failure.notFound("nothing of this upload was taken in yet");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv; charset=utf-8"))
        .header("Content-Disposition", "attachment; filename=\"rejected.csv\"")
        .body(new FileSystemResource(file));
  }

  @Operation(summary = "Ends an upload that runs; takes one away that does not")
  @Needs(Scope.DATA)
  @DeleteMapping("/uploads/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) throws IOException {
    uploads.delete(uploads.find(id));
  }
}
