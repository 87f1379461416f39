package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.Readers;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Files of rows: sent, mapped, tried, taken in. */
@RestController
@RequestMapping("/api/v1")
class UploadsResource {

  private static final int TRIALS_AT_ONCE = 2;
  private static final Duration WHEN_TOO_MANY = Duration.ofSeconds(5);
  private static final TypeReference<Map<String, @Nullable String>> MAPPING =
      new TypeReference<>() {};

  private final Uploads uploads;
  private final Ingestion ingestion;
  private final Readers readers;
  private final Editor editor;
  private final JsonMapper json;
  private final Semaphore trials = new Semaphore(TRIALS_AT_ONCE);

  UploadsResource(
      Uploads uploads, Ingestion ingestion, Readers readers, Editor editor, JsonMapper json) {
    this.uploads = uploads;
    this.ingestion = ingestion;
    this.readers = readers;
    this.editor = editor;
    this.json = json;
  }

  /**
   * An upload.
   *
   * @param state waiting, running, done, failed, cancelled, or broken-off where the server ended in
   *     the middle
   * @param columns of the file
   * @param mapping the table's column for each of the file's; null for one that is left out
   * @param segment that its people become at the end
   * @param rows in the file; 0 until it is taken in
   * @param read rows that were looked at
   * @param taken rows that are durable
   * @param rejected rows that do not fit
   * @param rate rows in a second
   * @param begun when it was begun to be taken in
   * @param at when something happened last
   * @param problem why it did not come to its end
   */
  @Schema(name = "Upload")
  record Answer(
      String id,
      String table,
      String state,
      List<String> columns,
      Map<String, @Nullable String> mapping,
      @Nullable String segment,
      long rows,
      long read,
      long taken,
      long rejected,
      long rate,
      @Nullable Instant begun,
      Instant at,
      @Nullable String problem) {

    static Answer of(Upload upload) {
      var status = upload.status();
      var progress = status.progress();
      return new Answer(
          status.id(),
          status.table(),
          UploadRun.label(status.state()),
          status.columns(),
          status.mapping(),
          status.segment(),
          progress.rows(),
          progress.read(),
          progress.taken(),
          progress.rejected(),
          progress.rate(),
          progress.begun(),
          progress.at(),
          status.fault());
    }
  }

  /** Which column of the file becomes which of the table; null for one that is left out. */
  @Schema(name = "Mapping")
  record Mapping(Map<String, @Nullable String> mapping) {}

  @Operation(
      summary = "Sends a file of rows",
      description =
          """
          CSV, NDJSON (both also packed) or Parquet, as the body; the ending of `name` says \
          which, without a name the type of the content. Nothing is taken in yet: columns are \
          mapped as `mapping` says, `{"Mail": "email", "Remark": null}`; without it those of the \
          same name are mapped to each other, and the others left out.""")
  @Needs(Scope.DATA)
  @PostMapping(
      path = "/tables/{table}/uploads",
      // a form's body would be read for the parameters
      consumes = {"!application/x-www-form-urlencoded", "!multipart/form-data"})
  @ResponseStatus(HttpStatus.CREATED)
  Answer add(
      @PathVariable String table,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String mapping,
      HttpServletRequest request)
      throws IOException {
    var into = ingestion.writable(table);
    var ending = UploadFormat.ending(name, request.getContentType());
    var wanted = mapping == null ? null : json.readValue(mapping, MAPPING);
    return Answer.of(uploads.add(into, ending, wanted, request.getInputStream()));
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

  @Operation(summary = "What would become of the first 100,000 rows; nothing is changed")
  @Needs(Scope.DATA)
  @GetMapping("/uploads/{id}/dry-run")
  UploadTrial.Answer dryRun(@PathVariable String id) {
    var upload = uploads.find(id);
    var table = ingestion.writable(upload.status().table());
    if (!trials.tryAcquire()) {
      throw Failure.busy("other files are being looked at just now", WHEN_TOO_MANY);
    }
    try (var rows = uploads.staged(upload)) {
      return UploadTrial.of(rows, table, readers);
    } finally {
      trials.release();
    }
  }

  @Operation(
      summary = "Takes the rows in",
      description =
          """
          It goes on by itself; `upload` events in the stream say how far it is. Rows that do not \
          fit are left out, and can be had with the reason. With `segment` the people of the file \
          become a static segment of that name at the end, in place of one that is there; up to \
          100,000, and that needs the scope `edit` too.""")
  @Needs(Scope.DATA)
  @PostMapping("/uploads/{id}/start")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer start(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String segment,
      @AuthenticationPrincipal Caller caller) {
    var upload = uploads.find(id);
    uploads.start(upload, segment == null ? null : segment(upload, segment, caller));
    return Answer.of(upload);
  }

  private UploadRun.SegmentOfKeys segment(Upload upload, String name, Caller caller) {
    caller.require(Scope.EDIT);
    var table = ingestion.table(upload.status().table());
    if (!table.audience()) {
      throw new InvalidInput(
          "segment", Place.of("segment"), "the rows of %s are no people".formatted(table.name()));
    }
    var keys = new SegmentOfKeys(editor, caller, table.name(), name);
    keys.requireStatic();
    return new UploadRun.SegmentOfKeys(name, keys::make);
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
