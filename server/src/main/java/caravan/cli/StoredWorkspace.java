package caravan.cli;

import caravan.app.SettingsReader;
import caravan.app.State;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.runtime.DocumentStore;
import caravan.runtime.Founding;
import caravan.runtime.Live;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Note;
import caravan.runtime.Standing;
import caravan.runtime.StateFormat;
import caravan.warehouse.DuckDb;
import caravan.workspace.Difference;
import caravan.workspace.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workspace in the state of a folder that no server runs on. */
final class StoredWorkspace implements WorkspaceTarget {

  private static final long MEMORY = 300_000_000;
  private static final long CAPACITY = 1_000;
  private static final String AUTHOR = "command line";

  private final Path folder;
  private final State state;
  private final DocumentStore.Stand stand;

  private StoredWorkspace(Path folder, State state) {
    this.folder = folder;
    this.state = state;
    this.stand = new DocumentStore(state.databases().get()).load();
  }

  /**
   * Opens it, and keeps servers from it meanwhile.
   *
   * @throws InvalidInput where there is no state yet
   */
  static StoredWorkspace open(Path folder) throws IOException {
    var state = openState(folder);
    try {
      return new StoredWorkspace(folder, state);
    } catch (RuntimeException failure) {
      state.close();
      throw failure;
    }
  }

  /**
   * Opens a state that is there already.
   *
   * @throws InvalidInput where there is none yet
   */
  static State openState(Path folder) throws IOException {
    var settings = SettingsReader.read(folder, System.getenv(), Map.of()).state();
    if (!State.exists(folder, settings)) {
      throw none(folder);
    }
    var state = State.open(folder, settings);
    try {
      StateFormat.require(state.databases().get());
      if (!Founding.isDone(state.databases().get())) {
        throw none(folder);
      }
      return state;
    } catch (RuntimeException failure) {
      state.close();
      throw failure;
    }
  }

  private static InvalidInput none(Path folder) {
    return new InvalidInput(
        "no-state",
        Place.of(folder.toString()),
        "there is no state yet; 'caravan up' takes the files as they are");
  }

  @Override
  public Documents documents() {
    return stand.documents();
  }

  @Override
  public Comparison compare(Documents proposed) {
    var changed =
        Difference.between(stand.documents(), proposed).stream()
            .map(
                it ->
                    new Changed(
                        it.kind().name().toLowerCase(Locale.ROOT), it.document(), it.lines()))
            .toList();
    return new Comparison(stand.last(), changed);
  }

  @Override
  public void apply(Documents proposed, long version) {
    var texts = new LinkedHashMap<String, @Nullable String>();
    Difference.between(stand.documents(), proposed)
        .forEach(it -> texts.put(it.document(), proposed.text(it.document())));
    var staging = DuckDb.inMemory(List.of(folder), MEMORY);
    try (var workspace =
        new LiveWorkspace(
            state.databases(), staging, InstantSource.system(), new Quiet(), CAPACITY)) {
      workspace.begin();
      workspace.change(new LiveWorkspace.Change(AUTHOR, texts, Map.of()), version, Note.none());
    } finally {
      staging.close();
    }
  }

  /** Nobody listens. */
  private static final class Quiet implements Live.Listener {

    @Override
    public void settled(Standing before, Standing after, Duration took) {
      // nobody listens
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      // nobody listens
    }

    @Override
    public void failed(Throwable failure) {
      // the work that failed says so
    }
  }

  @Override
  public void close() throws IOException {
    state.close();
  }
}
