package caravan.app;

import caravan.http.IntakeSettings;
import caravan.http.News;
import caravan.runtime.Founding;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A workspace while a server runs it. */
record Running(LiveWorkspace workspace, Readers readers, News news, DuckDb staging)
    implements AutoCloseable {

  private static final int READERS = 4;
  private static final long STAGING_MEMORY = 300_000_000;

  /**
   * Takes the workspace's files in, where the state has none yet, and begins to run.
   *
   * @throws caravan.problem.InvalidInput with everything that is wrong in the files
   */
  static Running start(Path folder, Database db, IntakeSettings settings, InstantSource clock) {
    var staging = DuckDb.inMemory(List.of(folder), STAGING_MEMORY);
    try {
      if (!Founding.isDone(db)) {
        Founding.of(db, folder, db instanceof DuckDb own ? own : staging, clock.instant());
      }
      var news = new News(settings.streams());
      var workspace = new LiveWorkspace(() -> db, staging, clock, news, settings.queueRows());
      var readers = new Readers(() -> db, workspace.live(), READERS);
      workspace.begin();
      return new Running(workspace, readers, news, staging);
    } catch (RuntimeException failure) {
      staging.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    news.close();
    readers.close();
    workspace.close();
    staging.close();
  }
}
