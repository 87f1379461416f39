package caravan.app;

import caravan.channel.Dispatcher;
import caravan.channel.Inbox;
import caravan.channel.ReturnsCollector;
import caravan.channel.Secrets;
import caravan.channel.Seeding;
import caravan.channel.Sending;
import caravan.channel.TestSends;
import caravan.http.Checks;
import caravan.http.News;
import caravan.reader.Marks;
import caravan.reader.ReaderKey;
import caravan.reader.ReturnedMails;
import caravan.runtime.Backups;
import caravan.runtime.Founding;
import caravan.runtime.Live;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Once;
import caravan.runtime.OutcomeLog;
import caravan.runtime.Readers;
import caravan.runtime.Standing;
import caravan.runtime.StateFormat;
import caravan.source.Connection;
import caravan.warehouse.Databases;
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
    TestSends tests,
    ReturnedMails returnedMails,
    ReturnsCollector returns,
    ReaderKey readerKey,
    Marks marks,
    Connection connection,
    EngineMetrics metrics,
    Backups backups,
    Checks checks,
    DuckDb staging)
    implements AutoCloseable {

  private static final int READERS = 4;
  private static final long STAGING_MEMORY = 300_000_000;

  /**
   * Takes the workspace's files in, where the state has none yet, and begins to run. Its journeys
   * go live then where nobody outside of this machine can get a message.
   *
   * @throws caravan.problem.InvalidInput with everything that is wrong in the files
   */
  static Running start(Path folder, Databases databases, Settings settings, InstantSource clock) {
    var db = databases.get();
    StateFormat.require(db);
    var staging = DuckDb.inMemory(List.of(folder), STAGING_MEMORY);
    try {
      var isNew = !Founding.isDone(db);
      if (isNew) {
        Founding.of(db, folder, db instanceof DuckDb own ? own : staging, clock.instant());
      }
      Inbox.create(db);
      OutcomeLog.create(db);
      ReturnedMails.create(db);
      Seeding.create(db);
      Once.create(db);
      var sending = new Sending(db);
      var intake = settings.intake();
      var news = new News(intake.streams(), intake.streamsPerUser());
      var told = new Told();
      var workspace = new LiveWorkspace(databases, staging, clock, told, intake.queueRows());
      var stateFolder = folder.resolve(State.FOLDER);
      var connection =
          new Connection(db, workspace, stateFolder, clock, settings.sources().secret());
      var readers = new Readers(databases, workspace.live(), READERS);
      var readerKey = ReaderKey.of(db);
      var marks = new Marks(readerKey);
      var inbox = new Inbox(db, intake.inboxKeep());
      var secrets = new Secrets(stateFolder, System.getenv());
      var tests = new TestSends(workspace, readers, inbox, secrets, clock);
      var dispatcher =
          new Dispatcher(
              databases,
              workspace,
              sending,
              marks,
              stateFolder.resolve(State.DISPATCH),
              secrets,
              inbox,
              new Seeding(workspace, tests),
              clock);
      var returnedMails = new ReturnedMails(workspace, readerKey);
      var returns = new ReturnsCollector(workspace, returnedMails, secrets, clock);
      workspace.begin(); // from here on the main connection is the engine's alone
      told.listeners.add(new Waking(dispatcher, returns)); // first: messages do not wait for news
      told.listeners.add(news);
      var metrics =
          new EngineMetrics(
              workspace.live(), readers, news, stateFolder.resolve(State.DATABASE), clock);
      told.listeners.add(metrics);
      if (isNew) {
        goLive(workspace);
      }
      connection.begin();
      return new Running(
          workspace,
          readers,
          news,
          sending,
          dispatcher,
          tests,
          returnedMails,
          returns,
          readerKey,
          marks,
          connection,
          metrics,
          new Backups(databases, stateFolder.resolve(State.BACKUPS)),
          Readiness.of(workspace.live(), dispatcher, stateFolder),
          staging);
    } catch (RuntimeException failure) {
      staging.close();
      throw failure;
    }
  }

  /** Begins to hand messages over, whose readers answer at an address. */
  void sendFrom(String address) {
    marks.reachedAt(address);
    dispatcher.begin();
    returns.begin();
  }

  private static void goLive(LiveWorkspace workspace) {
    var kept = workspace.kept().workspace();
    if (!kept.settings().isConnected()) {
      var journeys = List.copyOf(kept.journeys().keySet());
      workspace
          .live()
          .submit(
              1,
              (engine, now) -> {
                engine.live(journeys, now);
                return true;
              })
          .join();
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

  /** Wakes who hands messages over, and who reads those that came back, by the settings. */
  private record Waking(Dispatcher dispatcher, ReturnsCollector returns) implements Live.Listener {

    @Override
    public void settled(Standing before, Standing after, Duration took) {
      dispatcher.settled(before, after);
      returns.wake();
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
    connection.close();
    readers.close();
    dispatcher.close();
    returns.close();
    workspace.close();
    staging.close();
  }
}
