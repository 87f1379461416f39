package caravan.http;

import caravan.runtime.LiveWorkspace;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Outdated;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.workspace.Difference;
import caravan.workspace.Documents;
import caravan.workspace.Passwords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole workspace as texts. */
@RestController
@RequestMapping("/api/v1/workspace")
class WorkspaceResource {

  /** What of the root only administrators may change: where messages leave, what is connected. */
  private static final List<String> SETTINGS = List.of("channels", "sources");

  private final LiveWorkspace workspace;
  private final Readers readers;
  private final Audit audit;

  WorkspaceResource(LiveWorkspace workspace, Readers readers, Audit audit) {
    this.workspace = workspace;
    this.readers = readers;
    this.audit = audit;
  }

  /**
   * All documents.
   *
   * @param version of the last change of any of them
   */
  @Schema(name = "Documents")
  record Answer(long version, Map<String, Document> documents) {}

  /** A document, and who changed it last. */
  @Schema(name = "Document")
  record Document(String text, long version, Instant changed, String author) {}

  /**
   * What the documents are to become.
   *
   * @param documents texts by the names that they have as files in a workspace's folder
   */
  @Schema(name = "Proposal")
  record Wanted(Map<String, String> documents) {}

  /** The same, by who has seen the difference that it makes to a version. */
  @Schema(name = "Application")
  record Applied(Map<String, String> documents, @Nullable Long version) {}

  /**
   * How documents differ.
   *
   * @param version the version that the difference is made to; after a change the one it made
   */
  @Schema(name = "Differences")
  record Differences(long version, List<Changed> differences) {}

  /**
   * How a document differs.
   *
   * @param change a word: added, changed or removed
   * @param lines as {@code diff -u} shows them
   */
  @Schema(name = "Difference")
  record Changed(String document, String change, List<String> lines) {

    static Changed of(Difference difference) {
      return new Changed(
          difference.document(),
          difference.kind().name().toLowerCase(Locale.ROOT),
          difference.lines().stream().map(Passwords::hide).toList());
    }
  }

  @Operation(
      summary = "All definitions as texts",
      description = "Three stars stand for the mail server's password; sent back, they keep it.")
  @Needs(Scope.READ)
  @GetMapping("/documents")
  Answer documents() {
    var stand = workspace.kept().stand();
    var documents = new LinkedHashMap<String, Document>();
    stand
        .documents()
        .texts()
        .forEach(
            (name, text) -> {
              var version = Objects.requireNonNull(stand.versions().get(name));
              documents.put(
                  name,
                  new Document(
                      shown(name, text), version.number(), version.changed(), version.author()));
            });
    return new Answer(stand.last(), documents);
  }

  private static String shown(String name, String text) {
    return name.equals(Documents.ROOT) ? Passwords.hide(text) : text;
  }

  @Operation(
      summary = "The workspace as the files of a folder, in a ZIP archive",
      description = "With `data=true` our own tables' rows are in it as CSV files.")
  @Needs(Scope.READ)
  @GetMapping(path = "/export", produces = "application/zip")
  ResponseEntity<Resource> export(@RequestParam(defaultValue = "false") boolean data)
      throws IOException {
    var file = Files.createTempFile("caravan-export", ".zip");
    try {
      var kept = workspace.kept().workspace();
      readers.ask(
          reading -> {
            try (var out = Files.newOutputStream(file)) {
              new WorkspaceArchive(kept, reading.db()).write(out, data);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return true;
          });
      return ResponseEntity.ok()
          .header("Content-Disposition", "attachment; filename=\"workspace.zip\"")
          .contentLength(Files.size(file))
          .body(new InputStreamResource(opened(file)));
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(file);
      throw failure;
    }
  }

  private static InputStream opened(java.nio.file.Path file) throws IOException {
    return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
  }

  @Operation(
      summary = "What a folder's files would change",
      description =
          "They are checked as a whole. Definitions of other sources, and rows, are left alone.")
  @Needs(Scope.EDIT)
  @PostMapping("/diff")
  Differences diff(@RequestBody Wanted wanted) {
    var stand = workspace.kept().stand();
    var proposed = workspace.propose(Members.required("documents", wanted.documents()));
    var differences = Difference.between(stand.documents(), proposed);
    var _ = workspace.check(change("", differences, proposed));
    return new Differences(stand.last(), changed(differences));
  }

  private static LiveWorkspace.Change change(
      String author, List<Difference> differences, Documents proposed) {
    var texts = new LinkedHashMap<String, @Nullable String>();
    differences.forEach(it -> texts.put(it.document(), proposed.text(it.document())));
    return new LiveWorkspace.Change(author, texts, Map.of());
  }

  private static List<Changed> changed(List<Difference> differences) {
    return differences.stream().map(Changed::of).toList();
  }

  @Operation(
      summary = "Makes the documents what a folder's files say",
      description =
          "All or nothing. `version` is that of the difference that was looked at. Only"
              + " administrators change `channels` and `sources`.")
  @Needs(Scope.EDIT)
  @PostMapping("/apply")
  Differences apply(@AuthenticationPrincipal Caller caller, @RequestBody Applied wanted) {
    var version = Members.required("version", wanted.version());
    var stand = workspace.kept().stand();
    if (stand.last() != version) {
      throw Failure.changed(Long.toString(stand.last()));
    }
    var proposed = workspace.propose(Members.required("documents", wanted.documents()));
    var differences = Difference.between(stand.documents(), proposed);
    if (differences.isEmpty()) {
      return new Differences(version, List.of());
    }
    requireRight(caller, stand.documents(), proposed);
    try {
      var after =
          workspace.change(
              change(caller.user().name(), differences, proposed),
              version,
              (db, made) -> audit.note(db, caller, note(version, made, differences)));
      return new Differences(after.stand().last(), changed(differences));
    } catch (Outdated outdated) {
      throw Failure.changed(Long.toString(outdated.version()));
    }
  }

  private static Audit.Note note(long version, Kept made, List<Difference> differences) {
    return new Audit.Note(
        "workspace-applied",
        "workspace",
        Map.of("version", version),
        Map.of(
            "version",
            made.stand().last(),
            "documents",
            changed(differences).stream().map(it -> it.change() + " " + it.document()).toList()));
  }

  private static void requireRight(Caller caller, Documents before, Documents after) {
    var old = before.tree(Documents.ROOT);
    var wanted = after.tree(Documents.ROOT);
    for (var setting : SETTINGS) {
      if (!Objects.equals(old.get(setting), wanted.get(setting))) {
        caller.require(Scope.ADMIN);
      }
    }
  }
}
