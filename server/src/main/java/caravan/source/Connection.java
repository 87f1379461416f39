package caravan.source;

import caravan.problem.InvalidInput;
import caravan.runtime.Busy;
import caravan.runtime.LiveWorkspace;
import caravan.segment.Span;
import caravan.warehouse.Database;
import caravan.workspace.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a live workspace to Customer Insights: refreshed again and again, the last good
 * state kept where that does not succeed.
 */
public final class Connection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final Duration WHEN_BUSY = Duration.ofSeconds(2);
  private static final int BUSY_TRIES = 30;

  private final LiveWorkspace workspace;
  private final Path folder;
  private final InstantSource clock;
  private final RefreshLog log;
  private final SecretStore secrets;
  private final Optional<String> givenSecret;
  private final Function<CustomerInsightsSettings, SegmentSource> reader;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("caravan-refresh").daemon().factory());
  private @Nullable ScheduledFuture<?> next;
  private volatile @Nullable Instant nextAt;
  private volatile @Nullable Fixed fixed;
  private volatile boolean refreshing;

  /**
   * A connection that has not begun.
   *
   * @param main the main connection of the state's database, used for making tables only
   * @param folder for what has been read, until it is taken
   * @param givenSecret from outside, where that is used
   */
  public Connection(
      Database main,
      LiveWorkspace workspace,
      Path folder,
      InstantSource clock,
      Optional<String> givenSecret) {
    this(main, workspace, folder, clock, givenSecret, CustomerInsights::new);
  }

  /** The same with a way of one's own to read. */
  Connection(
      Database main,
      LiveWorkspace workspace,
      Path folder,
      InstantSource clock,
      Optional<String> givenSecret,
      Function<CustomerInsightsSettings, SegmentSource> reader) {
    this.reader = reader;
    this.workspace = workspace;
    this.folder = folder;
    this.clock = clock;
    this.givenSecret = givenSecret;
    this.log = new RefreshLog(main);
    this.secrets = new SecretStore(main);
  }

  /** Settings that hold instead of those of the workspace, as long as the process runs. */
  private record Fixed(Settings.Insights settings, String secret) {}

  /** Connects to a stand-in instead of what the workspace says. */
  public void useInstead(CustomerInsightsSettings other) {
    fixed =
        new Fixed(
            new Settings.Insights(
                other.environment().toString(),
                other.tenant(),
                other.client(),
                other.authority().toString(),
                other.segmentPage(),
                Settings.Insights.AUDIENCE,
                new Span(1, caravan.segment.TimeUnit.MINUTES),
                Settings.Insights.LARGEST_LOSS),
            other.secret());
  }

  /** Begins to refresh, now and from then on. */
  public void begin() {
    schedule(Duration.ZERO);
  }

  /** The settings in force; nothing where nothing is connected. */
  public Optional<Settings.Insights> settings() {
    var instead = fixed;
    return instead != null
        ? Optional.of(instead.settings())
        : Optional.ofNullable(workspace.kept().workspace().settings().insights());
  }

  /** Whether a secret is known. */
  public boolean hasSecret() {
    return secret().isPresent();
  }

  private Optional<String> secret() {
    var instead = fixed;
    if (instead != null) {
      return Optional.of(instead.secret());
    }
    return secrets.secret().or(() -> givenSecret);
  }

  /**
   * Takes a secret; it is kept, and never shown.
   *
   * @param beside is written in the same transaction
   */
  public void secret(Database db, String secret, Consumer<Database> beside) {
    secrets.keep(db, secret, beside);
    var _ = refreshSoon();
  }

  /** When it was last refreshed, and what came of it. */
  public Optional<RefreshLog.Entry> last() {
    return log.last();
  }

  /** When it was last refreshed well. */
  public Optional<RefreshLog.Entry> lastGood() {
    return log.lastGood();
  }

  /** When it is refreshed next by itself. */
  public Optional<Instant> nextRefresh() {
    return Optional.ofNullable(nextAt);
  }

  public boolean isRefreshing() {
    return refreshing;
  }

  /** Refreshes as soon as it can; answers what came of it. */
  public CompletableFuture<RefreshLog.Entry> refreshSoon() {
    return CompletableFuture.supplyAsync(this::refreshAndGoOn, thread);
  }

  private RefreshLog.Entry refreshAndGoOn() {
    var entry = refresh();
    var usual =
        settings()
            .map(
                settings ->
                    Duration.between(
                        clock.instant(), settings.refresh().after(clock.instant(), ZoneOffset.UTC)))
            .orElse(RETRY);
    schedule(entry.good() || usual.compareTo(RETRY) < 0 ? usual : RETRY);
    return entry;
  }

  private synchronized void schedule(Duration wait) {
    if (next != null) {
      next.cancel(false);
    }
    if (!thread.isShutdown()) {
      nextAt = clock.instant().plus(wait);
      next =
          thread.schedule(
              () -> {
                if (settings().isPresent()) {
                  refreshAndGoOn();
                } else {
                  schedule(RETRY);
                }
              },
              wait.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private RefreshLog.Entry refresh() {
    refreshing = true;
    var begun = clock.instant();
    var entry =
        RefreshLog.Entry.failed(begun, "not-connected", "Customer Insights is not connected");
    try {
      var settings = settings();
      var secret = secret();
      if (settings.isPresent() && secret.isEmpty()) {
        entry = RefreshLog.Entry.failed(begun, "no-secret", "the client secret is missing");
      } else if (settings.isPresent()) {
        entry = taken(begun, settings.get(), secret.orElseThrow());
      }
    } catch (SourceFailure failure) {
      LOG.warn("Customer Insights was not refreshed: {}", failure.getMessage());
      entry = RefreshLog.Entry.failed(begun, failure.code(), String.valueOf(failure.getMessage()));
    } catch (InvalidInput invalid) {
      LOG.warn("Customer Insights was not refreshed: {}", invalid.getMessage());
      entry = RefreshLog.Entry.failed(begun, "invalid-input", String.valueOf(invalid.getMessage()));
    } catch (IOException | RuntimeException failure) {
      LOG.error("Customer Insights was not refreshed", failure);
      entry = RefreshLog.Entry.failed(begun, "internal", "something went wrong here; see the log");
    } finally {
      refreshing = false;
    }
    log.add(workspace, entry);
    return entry;
  }

  private RefreshLog.Entry taken(Instant begun, Settings.Insights settings, String secret)
      throws IOException {
    var source = reader.apply(complete(settings, secret));
    for (var tries = 1; ; tries++) {
      try {
        var outcome = new Refresh(workspace, settings, folder).run(source);
        return new RefreshLog.Entry(
            begun,
            true,
            "",
            "",
            outcome.profiles(),
            outcome.segments(),
            outcome.strangers(),
            outcome.warnings());
      } catch (Busy busy) {
        if (tries == BUSY_TRIES) {
          throw busy;
        }
        waitABit();
      }
    }
  }

  private static void waitABit() {
    try {
      Pause.REAL.pause(WHEN_BUSY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(SourceFailure.Reason.INTERRUPTED, "the server is ending", e);
    }
  }

  private static CustomerInsightsSettings complete(Settings.Insights settings, String secret) {
    var complete =
        CustomerInsightsSettings.of(
            URI.create(settings.environment()), settings.tenant(), settings.client(), secret);
    if (settings.authority() != null) {
      complete = complete.withAuthority(URI.create(settings.authority()));
    }
    return settings.segmentPage() == null
        ? complete
        : complete.withSegmentPage(settings.segmentPage());
  }

  /** What people should look at. */
  public List<String> warnings() {
    var entry = last();
    if (entry.isEmpty()) {
      return List.of();
    }
    return entry.get().good() ? entry.get().warnings() : List.of(entry.get().message());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
