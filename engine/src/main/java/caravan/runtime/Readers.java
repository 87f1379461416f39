package caravan.runtime;

import caravan.audience.Evaluator;
import caravan.audience.FactGroup;
import caravan.audience.Facts;
import caravan.cohort.Cohort;
import caravan.profile.Tables;
import caravan.segment.Interaction;
import caravan.segment.Moment;
import caravan.warehouse.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions beside the engine, each on a connection of its own: a few at a time, the others
 * wait for their turn.
 */
public final class Readers implements AutoCloseable {

  private final Supplier<? extends Database> main;
  private final Live live;
  private final BlockingQueue<Connection> free;
  private final ThreadPoolExecutor threads;
  private final LongAdder asked = new LongAdder();
  private final LongAdder waited = new LongAdder();

  /** Readers with so many connections. */
  public Readers(Supplier<? extends Database> main, Live live, int connections) {
    this.main = main;
    this.live = live;
    this.free = new ArrayBlockingQueue<>(connections);
    // Native calls would pin virtual threads.
    this.threads =
        new ThreadPoolExecutor(
            connections,
            connections,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("caravan-read-", 1).daemon().factory());
    for (var i = 0; i < connections; i++) {
      free.add(new Connection());
    }
  }

  /** A place for a connection, which is opened when it is needed first, and again when it broke. */
  private static final class Connection {
    private @Nullable Database db;
  }

  /**
   * What a question may look at.
   *
   * @param standing what was so as of the last tick
   * @param db what is committed
   */
  public record Reading(Standing standing, Database db, Tables tables, Evaluator evaluator) {

    /** An instant with the time zone of the workspace. */
    public Moment moment(Instant now) {
      return new Moment(now, tables.schema().zone());
    }
  }

  /**
   * Asks a question.
   *
   * @throws RuntimeException what the question threw
   */
  public <T> T ask(Function<Reading, T> question) {
    var begun = System.nanoTime();
    try {
      return threads
          .submit(
              () -> {
                asked.increment();
                waited.add(System.nanoTime() - begun);
                return answer(question);
              })
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** How many questions were asked. */
  public long asked() {
    return asked.sum();
  }

  /** How long they waited for their turns, all together. */
  public Duration waited() {
    return Duration.ofNanos(waited.sum());
  }

  /** How many wait for their turn now. */
  public int waiting() {
    return threads.getQueue().size();
  }

  private <T> T answer(Function<Reading, T> question) throws InterruptedException {
    var connection = free.take();
    try {
      if (connection.db == null || !connection.db.isOpen()) {
        connection.db = main.get().beside();
      }
      var db = connection.db;
      var standing = live.standing();
      var tables = standing.tables().over(db);
      var evaluator = new Evaluator(db, tables, standing.definitions().segments(), new LazyFacts());
      return question.apply(new Reading(standing, db, tables, evaluator));
    } catch (RuntimeException failure) {
      renew(connection);
      throw failure;
    } finally {
      free.put(connection);
    }
  }

  /** A connection on which something failed may be of no use any more. */
  private static void renew(Connection connection) {
    try {
      if (connection.db != null) {
        connection.db.close();
      }
    } catch (RuntimeException _) {
      // it was broken already
    } finally {
      connection.db = null;
    }
  }

  /** Facts that are only fetched from the engine where somebody asks about them. */
  private final class LazyFacts implements Facts {

    private @Nullable Facts fetched;

    private Facts facts() {
      if (fetched == null) {
        fetched = live.facts().join();
      }
      return fetched;
    }

    @Override
    public List<FactGroup> groups(Interaction kind, String audience) {
      return facts().groups(kind, audience);
    }

    @Override
    public Cohort withRows(Interaction kind, String audience) {
      return facts().withRows(kind, audience);
    }
  }

  @Override
  public void close() {
    threads.close();
    free.forEach(Readers::renew);
  }
}
