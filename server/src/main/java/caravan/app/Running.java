package caravan.app;

import caravan.channel.Dispatcher;
import caravan.channel.Inbox;
import caravan.channel.Sending;
import caravan.http.IntakeSettings;
import caravan.http.News;
import caravan.runtime.Founding;
import caravan.runtime.Live;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.runtime.Standing;
import caravan.warehouse.Database;
import caravan.warehouse.DuckDb;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A workspace while a server runs it. */
record Running(
    LiveWorkspace workspace,
    Readers readers,
    News news,
    Sending sending,
    Dispatcher dispatcher,
    DuckDb staging)
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
      Inbox.create(db);
      var sending = new Sending(db);
      var news = new News(settings.streams());
      var told = new Told();
      var workspace = new LiveWorkspace(() -> db, staging, clock, told, settings.queueRows());
      var readers = new Readers(() -> db, workspace.live(), READERS);
      var dispatcher = new Dispatcher(() -> db, workspace, sending, settings.inboxKeep());
      workspace.begin();
      told.listeners.add(news);
      told.listeners.add(new Waking(dispatcher));
      dispatcher.begin();
      return new Running(workspace, readers, news, sending, dispatcher, staging);
    } catch (RuntimeException failure) {
      staging.close();
      throw failure;
    }
  }

  /** All who are told what happened. */
  private static final class Told implements Live.Listener {

    private final List<Live.Listener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void settled(Standing before, Standing after, Duration took) {
      listeners.forEach(listener -> listener.settled(before, after, took));
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      listeners.forEach(listener -> listener.held(journey, fault, cause));
    }

    @Override
    public void failed(Throwable failure) {
      listeners.forEach(listener -> listener.failed(failure));
    }
  }

  /** Wakes who hands messages over when there may be some. */
  private record Waking(Dispatcher dispatcher) implements Live.Listener {

    @Override
    public void settled(Standing before, Standing after, Duration took) {
      dispatcher.wake();
    }

    @Override
    public void held(String journey, String fault, Throwable cause) {
      // nothing to hand over
    }

    @Override
    public void failed(Throwable failure) {
      // nothing to hand over
    }
  }

  @Override
  public void close() {
    news.close();
    readers.close();
    dispatcher.close();
    workspace.close();
    staging.close();
  }
}
