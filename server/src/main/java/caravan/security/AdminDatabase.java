package caravan.security;

import caravan.warehouse.Database;
import caravan.warehouse.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The part of the database with users and the audit log, over a connection and on a thread of its
 * own: changes come one after the other. Native calls would pin the virtual threads of requests.
 */
public final class AdminDatabase implements AutoCloseable {

  static final String SCHEMA = "admin";

  private final Databases databases;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Database connection;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("admin").factory());

  /** Work on it. */
  @FunctionalInterface
  public interface Change<T> {
    /**
     * Checks and writes, in one transaction.
     *
     * @param afterwards takes what is to be done once that is committed, before the next change
     */
    T make(DSLContext sql, Consumer<Runnable> afterwards);
  }

  /** Takes a connection beside the main one. */
  public AdminDatabase(Databases databases) {
    this.databases = databases;
    database().sql().createSchemaIfNotExists(SCHEMA).execute();
  }

  /** Makes a table if it is not there. Only while nothing else goes on here. */
  void create(Table<?> table, List<Field<?>> columns) {
    database().sql().createTableIfNotExists(table).columns(columns).execute();
  }

  /** The connection; a new one where the database was opened anew. */
  Database database() {
    if (connection == null || !connection.isOpen()) {
      connection = databases.get().beside();
    }
    return connection;
  }

  public <T> T ask(Function<DSLContext, T> question) {
    return onThread(() -> question.apply(database().sql()));
  }

  /** Has something done after each change. */
  void onChange(Runnable told) {
    listeners.add(told);
  }

  public <T> T change(Change<T> change) {
    return onThread(
        () -> {
          var afterwards = new ArrayList<Runnable>();
          var results = new ArrayList<T>(1);
          var db = database();
          db.transaction(() -> results.add(change.make(db.sql(), afterwards::add)));
          afterwards.forEach(Runnable::run);
          listeners.forEach(Runnable::run);
          return results.getFirst();
        });
  }

  private <T> T onThread(Supplier<T> work) {
    try {
      return thread.submit(work::get).get();
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

  /** Waits for what was begun. */
  @Override
  public void close() {
    thread.close();
    if (connection != null) {
      connection.close();
    }
  }
}
