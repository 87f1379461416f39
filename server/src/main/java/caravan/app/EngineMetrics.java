package caravan.app;

import caravan.channel.Inbox;
import caravan.http.News;
import caravan.runtime.DeliveryLog;
import caravan.runtime.Live;
import caravan.runtime.Readers;
import caravan.runtime.Standing;
import caravan.warehouse.Database;
import caravan.warehouse.WarehouseFailure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the engine is doing, in numbers. */
final class EngineMetrics implements MeterBinder, Live.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(EngineMetrics.class);
  private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

  private final Live live;
  private final Readers readers;
  private final News news;
  private final Path database;
  private final InstantSource clock;
  private final LongAdder ticks = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile Instant changed;
  private volatile @Nullable Timer timer;
  private boolean isBehind;

  /**
   * Those of an engine that has begun.
   *
   * @param database the file, where the state is one
   */
  EngineMetrics(Live live, Readers readers, News news, Path database, InstantSource clock) {
    this.live = live;
    this.readers = readers;
    this.news = news;
    this.database = database;
    this.clock = clock;
    this.changed = live.standing().now();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    timer =
        Timer.builder("caravan.tick")
            .description("How long a tick took, with all that it took in")
            .publishPercentileHistogram()
            .register(registry);
    counter(registry, "caravan.ticks", "Ticks in which something changed", it -> it.ticks.sum());
    counter(registry, "caravan.tick.failures", "Ticks that failed", it -> it.failures.sum());
    counter(registry, "caravan.works", "Works given to the engine", it -> it.live.works());
    counter(registry, "caravan.rows", "Rows given to the engine", it -> it.live.weight());
    counter(registry, "caravan.readers.asked", "Questions asked", it -> it.readers.asked());
    FunctionCounter.builder(
            "caravan.readers.waited", this, it -> it.readers.waited().toNanos() / 1e9)
        .description("How long questions waited for their turns")
        .baseUnit("seconds")
        .register(registry);
    gauge(registry, "caravan.queue", "Rows that wait", null, it -> it.live.waiting());
    gauge(registry, "caravan.lag", "How late what is due is", "seconds", it -> s(it.live.lag()));
    gauge(
        registry,
        "caravan.freshness",
        "How long ago the last tick was that changed something",
        "seconds",
        it -> s(Duration.between(it.changed, it.clock.instant())));
    gauge(
        registry,
        "caravan.clock.behind",
        "By how much the clock was set back",
        "seconds",
        it -> s(it.live.clockBehind()));
    gauge(
        registry,
        "caravan.readers.waiting",
        "Questions that wait",
        null,
        it -> it.readers.waiting());
    gauge(registry, "caravan.listeners", "Who listens for news", null, it -> it.news.listening());
    gauge(
        registry,
        "caravan.deliveries.waiting",
        "Deliveries that wait to be handed over",
        null,
        it -> it.ask(DeliveryLog::waiting));
    gauge(registry, "caravan.inbox", "Letters in the inbox", null, it -> it.ask(Inbox::size));
    gauge(
        registry, "caravan.database.size", "The database's file", "bytes", it -> size(it.database));
    gauge(
        registry,
        "caravan.database.log.size",
        "Its log of what is not in the file yet",
        "bytes",
        it -> size(Path.of(it.database + ".wal")));
  }

  private void counter(
      MeterRegistry registry, String name, String what, ToDoubleFunction<EngineMetrics> count) {
    FunctionCounter.builder(name, this, count).description(what).register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String what,
      @Nullable String unit,
      ToDoubleFunction<EngineMetrics> value) {
    Gauge.builder(name, this, value).description(what).baseUnit(unit).register(registry);
  }

  private static double s(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Not a number where it cannot be said. */
  private double ask(ToLongFunction<Database> question) {
    try {
      return readers.ask(reading -> question.applyAsLong(reading.db()));
    } catch (WarehouseFailure | DataAccessException _) {
      return Double.NaN;
    }
  }

  private static double size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  @Override
  public void settled(Standing before, Standing after, Duration took) {
    var known = timer;
    if (known != null) {
      known.record(took.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (before.tick() != after.tick()) {
      ticks.increment();
      changed = after.now();
    }
    var behind = Duration.between(clock.instant(), after.now());
    if (behind.compareTo(WORTH_SAYING) > 0 && !isBehind) {
      LOG.warn("the clock was set back by {}; time stands still until it has caught up", behind);
    }
    isBehind = behind.compareTo(WORTH_SAYING) > 0;
  }

  @Override
  public void held(String journey, String fault, Throwable cause) {
    // told elsewhere
  }

  @Override
  public void failed(Throwable failure) {
    failures.increment();
  }
}
