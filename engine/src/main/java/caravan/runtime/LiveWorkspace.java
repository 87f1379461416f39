package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.warehouse.Database;
import caravan.warehouse.Databases;
import caravan.warehouse.DuckDb;
import caravan.warehouse.WarehouseFailure;
import caravan.workspace.Documents;
import caravan.workspace.Proposal;
import caravan.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A workspace whose journeys run: its definitions are kept in the state's database, and may be
 * changed while they are used.
 */
public final class LiveWorkspace implements AutoCloseable {

  private final Databases databases;
  private final DuckDb staging;
  private final InstantSource clock;
  private final Live live;
  private DocumentStore.Stand current = DocumentStore.Stand.NOTHING;
  private @Nullable Workspace read;
  private volatile @Nullable Kept kept;
  private @Nullable JourneyShelf shelf;
  private volatile JourneyShelf.Stand shelved = JourneyShelf.Stand.NOTHING;

  /**
   * A workspace that does not run yet.
   *
   * @param databases gives the database with the state, and the main connection to it
   * @param staging any embedded database
   */
  public LiveWorkspace(
      Databases databases,
      DuckDb staging,
      InstantSource clock,
      Live.Listener listener,
      long capacity) {
    this.databases = databases;
    this.staging = staging;
    this.clock = clock;
    this.live =
        new Live(this::open, clock, new Publishing(listener), capacity, new GoingLive(this));
  }

  /** The definitions as of a tick. */
  public record Kept(DocumentStore.Stand stand, Workspace workspace) {}

  /** Publishes what the engine's thread has made durable, before anybody is told. */
  private final class Publishing implements Live.Listener {

    private final Live.Listener inner;

    Publishing(Live.Listener inner) {
      this.inner = inner;
    }

    @Override
    public void settled(Standing before, Standing after, Duration took) {
      var now = kept;
      if (now == null || now.stand().last() != current.last()) {
        kept = new Kept(current, Objects.requireNonNull(read));
      }
      shelved = shelf().stand();
      inner.settled(before, after, took);
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      inner.held(journey, fault, cause);
    }

    @Override
    public void failed(Throwable failure) {
      inner.failed(failure);
    }
  }

  /** Opens the state as it is stored. */
  private Engine open(Optional<Throwable> failure) {
    if (failure.filter(WarehouseFailure::isFromOutside).isPresent()) {
      databases.renew();
    }
    var db = databases.get();
    current = new DocumentStore(db).load();
    shelf = new JourneyShelf(db);
    var problems = new Problems();
    var workspace = current.documents().read(staging, problems);
    problems.throwIfAny();
    read = workspace.orElseThrow();
    var tables = tables(db, read);
    var definitions = Definitions.of(read);
    var engine =
        new Engine(
            db, tables, definitions, new DatabaseState(db), new DeliveryLog(db), Freshness.LIVE);
    if (engine.restore().isEmpty()) {
      engine.keepFresh(clock.instant());
    }
    return engine;
  }

  private static Tables tables(Database db, Workspace workspace) {
    var tables = Tables.open(db, workspace.schema());
    var provided = new ProvidedStore(db);
    for (var audience : workspace.schema().audiences()) {
      var _ = tables.provide(audience, provided.load(audience.name()));
    }
    return tables;
  }

  /**
   * Takes the members of an audience's segments as another system says them, in a work of the
   * engine's. Those not named have none.
   */
  public void provide(Engine engine, Table audience, Map<String, Cohort> members) {
    engine.intake().provide(audience, members);
    ProvidedStore.replace(databases.get(), audience.name(), members);
  }

  /** Begins to run; catches up with what was missed meanwhile. */
  public void begin() {
    live.begin();
  }

  public Live live() {
    return live;
  }

  /** The definitions now. */
  public Kept kept() {
    return Objects.requireNonNull(kept, "not begun");
  }

  /** The journeys that are planned or put away. */
  public JourneyShelf.Stand shelved() {
    return shelved;
  }

  /** The same on the engine's thread, to be changed. */
  JourneyShelf shelf() {
    return Objects.requireNonNull(shelf, "not begun");
  }

  /**
   * A change of definitions.
   *
   * @param texts the new text of each document, by name; null for one that is taken away
   * @param expected the version that each of some documents must have now; 0 for none
   */
  public record Change(
      String author, Map<String, @Nullable String> texts, Map<String, Long> expected) {}

  /**
   * What the documents are to become by texts that are named as a folder's files are.
   *
   * @throws InvalidInput with everything that is wrong
   */
  public Documents propose(Map<String, String> files) {
    return Proposal.of(files, kept().stand().documents(), staging);
  }

  /**
   * Checks what definitions would be after a change, without making it.
   *
   * @throws InvalidInput with everything that is wrong
   * @throws IllegalCommand where the change is not allowed
   */
  public Workspace check(Change change) {
    return candidate(kept(), change);
  }

  /**
   * Changes definitions: all of it, durable once this returns, or nothing.
   *
   * @throws InvalidInput with everything that is wrong
   * @throws IllegalCommand where the change is not allowed
   * @throws Outdated where a document has another version than expected
   */
  public Kept change(Change change) {
    return change(change, Note.none());
  }

  /**
   * Changes definitions, with a note of what they are afterwards.
   *
   * @throws InvalidInput as above, likewise the others
   */
  public Kept change(Change change, Note<Kept> note) {
    return change(change, OptionalLong.empty(), note);
  }

  /**
   * Changes definitions only where none of any name was changed meanwhile.
   *
   * @param last the number of the last version of any document that the change was made against
   * @throws Outdated where that has moved
   */
  public Kept change(Change change, long last, Note<Kept> note) {
    return change(change, OptionalLong.of(last), note);
  }

  private Kept change(Change change, OptionalLong last, Note<Kept> note) {
    while (true) {
      var before = kept();
      if (last.isPresent() && last.getAsLong() != before.stand().last()) {
        throw new Outdated("the workspace", before.stand().last());
      }
      requireVersions(before, change);
      var workspace = candidate(before, change);
      var texts = canonical(workspace, change);
      var reshapes = !shape(before.workspace()).equals(shape(workspace));
      var former = live.standing().tables();
      if (reshapes) {
        join(live.alone((engine, _) -> reshape(engine, before, workspace)));
      }
      var made =
          join(
              live.submit(
                  1, (engine, now) -> make(engine, now, before, workspace, texts, change, note)));
      if (made.isPresent()) {
        if (reshapes) {
          join(
              live.alone(
                  (engine, _) -> {
                    engine.tables().removeFormer(former.over(databases.get()));
                    return true;
                  }));
        }
        return made.get();
      }
    }
  }

  private static void requireVersions(Kept before, Change change) {
    change
        .expected()
        .forEach(
            (document, expected) -> {
              var version = before.stand().versions().get(document);
              var number = version == null ? 0 : version.number();
              if (number != expected) {
                throw new Outdated(document, number);
              }
            });
  }

  private Workspace candidate(Kept before, Change change) {
    var documents = before.stand().documents();
    for (var text : change.texts().entrySet()) {
      var value = text.getValue();
      documents =
          value == null ? documents.without(text.getKey()) : documents.with(text.getKey(), value);
    }
    var problems = new Problems();
    var workspace = documents.read(staging, problems);
    problems.throwIfAny();
    var after = workspace.orElseThrow();
    problems.addAll(Changes.faults(before.workspace(), after, live.standing().states()));
    problems.throwIfAny();
    return after;
  }

  /** The texts that are changed, as they are always written. */
  private static Map<String, @Nullable String> canonical(Workspace workspace, Change change) {
    var written = Documents.of(workspace);
    var texts = new LinkedHashMap<String, @Nullable String>();
    for (var text : change.texts().entrySet()) {
      var name = text.getKey();
      if (text.getValue() != null && written.text(name) == null) {
        throw new InvalidInput(
            "other-name", Place.of(name), "this declares something of another name");
      }
      texts.put(name, written.text(name));
    }
    return texts;
  }

  /** What of a schema shows in the database. */
  private static Map<String, Object> shape(Workspace workspace) {
    var shape = new HashMap<String, Object>();
    workspace
        .schema()
        .tables()
        .values()
        .forEach(
            table ->
                shape.put(
                    table.name(),
                    List.of(table.columns(), table.toOne(), table.toMany(), table.audience())));
    return shape;
  }

  private boolean reshape(Engine engine, Kept before, Workspace workspace) {
    if (current.last() == before.stand().last()) {
      engine.tables().reshape(workspace.schema());
    }
    return true;
  }

  /** On the engine's thread: makes the change, unless another one came in between. */
  private Optional<Kept> make(
      Engine engine,
      Instant now,
      Kept before,
      Workspace workspace,
      Map<String, @Nullable String> texts,
      Change change,
      Note<Kept> note) {
    if (current.last() != before.stand().last()) {
      return Optional.empty();
    }
    var schema = workspace.schema();
    var tables =
        shape(before.workspace()).equals(shape(workspace))
            ? engine.tables().as(schema)
            : tables(databases.get(), workspace);
    engine.redefine(Definitions.of(workspace), tables, now);
    current = new DocumentStore(databases.get()).add(current, texts, now, change.author());
    read = workspace;
    shelf().retain(workspace.journeys().keySet());
    var made = new Kept(current, workspace);
    note.write(databases.get(), made);
    return Optional.of(made);
  }

  static <T> T join(java.util.concurrent.CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    live.close();
  }
}
