package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problem;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.LiveWorkspace.Kept;
import caravan.runtime.Note;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.workspace.Documents;
import caravan.workspace.Uses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes definitions for people: only what they have seen, and noted in the audit log. */
class Editor {

  /** What stands in the audit log in place of a longer definition. */
  private static final int LONGEST_NOTE = 100_000;

  private static final int LONGEST_NAME = 200;

  private final LiveWorkspace workspace;
  private final Audit audit;
  private final JsonMapper json;

  Editor(LiveWorkspace workspace, Audit audit, JsonMapper json) {
    this.workspace = workspace;
    this.audit = audit;
    this.json = json;
  }

  /**
   * What must be so for a change.
   *
   * @param ifMatch the header: the version that is edited
   * @param ifNoneMatch the header: {@code *} where nothing may be there yet
   */
  record Condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    static final Condition NEW = new Condition(null, "*");
  }

  Kept kept() {
    return workspace.kept();
  }

  /** A definition that was sent. */
  DefinitionBody body(String body, String key, String name) {
    return new DefinitionBody(json, body, key, name);
  }

  /** The version of a document, if it is there. */
  static Optional<Version> version(Kept kept, String document) {
    return Optional.ofNullable(kept.stand().versions().get(document))
        .map(version -> new Version(Long.toString(version.number())));
  }

  /** What a document says, as JSON. */
  JsonNode tree(Kept kept, String document) {
    return json.valueToTree(kept.stand().documents().tree(document));
  }

  /** What a document is after a change, and whether it is new. */
  record Saved(Kept kept, boolean isNew) {}

  /**
   * Puts a text in the place of a document, or of another that it replaces.
   *
   * @param kind with a name: what it is to people
   * @param document its name
   * @param former the name of the document as it is now, if there is one
   */
  Saved put(
      Caller caller,
      Documents.Kind kind,
      String name,
      String document,
      Optional<String> former,
      String text,
      Condition condition) {
    requireName(kind, name);
    var before = kept();
    var version = former.flatMap(known -> version(before, known));
    require(version, condition);
    var texts = new LinkedHashMap<String, @Nullable String>();
    former.filter(known -> !known.equals(document)).ifPresent(known -> texts.put(known, null));
    texts.put(document, text);
    var expected = new LinkedHashMap<String, Long>();
    expected.put(document, 0L);
    expected.put(former.orElse(document), version.map(it -> Long.parseLong(it.text())).orElse(0L));
    var after =
        change(
            new LiveWorkspace.Change(caller.user().name(), texts, expected),
            (db, made) ->
                audit.note(
                    db,
                    caller,
                    new Audit.Note(
                        kind.label() + (version.isPresent() ? "-changed" : "-made"),
                        target(kind, name),
                        former.map(known -> noted(kind, before, known)).orElse(null),
                        noted(kind, made, document))));
    return new Saved(after, version.isEmpty());
  }

  /** That a definition may get another name: nothing says the one it has. */
  void requireUnused(Documents.Kind kind, Uses.Kind used, String name, String other) {
    var kept = kept();
    requireName(kind, other);
    if (version(kept, kind.document(other)).isPresent()) {
      throw Failure.conflict("exists", "there is a %s already".formatted(target(kind, other)));
    }
    var users = UseAnswer.users(kept.workspace(), used, name);
    if (!users.isEmpty()) {
      throw UseAnswer.inUse(target(kind, name), users);
    }
  }

  /** Names that the files of definitions may have, since a document's name is one. */
  private static void requireName(Documents.Kind kind, String name) {
    if (name.isBlank()
        || !name.equals(name.strip())
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          "name",
          Place.of(kind.label()),
          "a name is a line of 1 to " + LONGEST_NAME + " characters, not blank at its ends");
    }
  }

  static void require(Optional<Version> version, Condition condition) {
    if (condition.ifNoneMatch() != null && version.isPresent()) {
      throw new Failure(412, "exists", "there is one of this name already");
    }
    if (version.isPresent()) {
      version.get().require(condition.ifMatch());
    } else if (condition.ifMatch() != null) {
      throw Failure.changed("0");
    }
  }

  private Kept change(LiveWorkspace.Change change, Note<Kept> note) {
    try {
      return workspace.change(change, note);
    } catch (InvalidInput invalid) {
      if (invalid.problems().stream().allMatch(problem -> problem.code().equals("been-live"))) {
        throw Failure.conflict("been-live", invalid.problems().getFirst().message());
      }
      throw invalid;
    }
  }

  /** Takes a document away that nothing uses. */
  void delete(
      Caller caller,
      Documents.Kind kind,
      Uses.Kind used,
      String name,
      String document,
      @Nullable String ifMatch) {
    var before = kept();
    var version = version(before, document).orElseThrow(() -> missing(kind, name));
    if (ifMatch != null) {
      version.require(ifMatch);
    }
    var users = UseAnswer.users(before.workspace(), used, name);
    if (!users.isEmpty()) {
      throw UseAnswer.inUse(target(kind, name), users);
    }
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put(document, null);
    try {
      var _ =
          change(
              new LiveWorkspace.Change(
                  caller.user().name(), texts, Map.of(document, Long.parseLong(version.text()))),
              (db, _) ->
                  audit.note(
                      db,
                      caller,
                      new Audit.Note(
                          kind.label() + "-removed",
                          target(kind, name),
                          noted(kind, before, document),
                          null)));
    } catch (InvalidInput others) {
      throw Failure.conflict(
          "in-use",
          "%s is used: %s"
              .formatted(
                  target(kind, name),
                  others.problems().stream()
                      .map(Problem::toString)
                      .collect(Collectors.joining(", "))),
          others.problems());
    }
  }

  static Failure missing(Documents.Kind kind, String name) {
    return Failure.notFound("there is no %s '%s'".formatted(kind.label(), Printable.line(name)));
  }

  /** What something is called in the audit log: {@code journey 'Welcome'}. */
  static String target(Documents.Kind kind, String name) {
    return "%s '%s'".formatted(kind.label(), name);
  }

  private @Nullable Object noted(Documents.Kind kind, Kept kept, String document) {
    var text = kept.stand().documents().text(document);
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST_NOTE) {
      return Map.of("characters", text.length());
    }
    return kind == Documents.Kind.MESSAGE
        ? Map.of("file", document, "text", text)
        : tree(kept, document);
  }
}
