package caravan.warehouse;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jspecify.annotations.Nullable;

/**
 * An open database that keeps customers' rows, the state of journeys, or both. Its session's time
 * zone is UTC. For one thread at a time.
 */
public interface Database extends AutoCloseable {

  /** Work within a transaction. */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  /** Statements. Outside of a {@link #transaction} each commits by itself. */
  DSLContext sql();

  /** How this database says what there is no common SQL for. */
  Dialect dialect();

  /**
   * Runs work as a whole: committed when it ends, rolled back when it throws. Within a transaction
   * it is a part of that.
   */
  void transaction(Work work);

  /** Does what keeps the next opening short, where it is time for that; outside of transactions. */
  void tidy();

  /** Runs work that makes tables and fills them: as a whole where the database can. */
  <T> T define(Supplier<T> work);

  /**
   * Adds many rows to a table, within the transaction if there is one.
   *
   * @param rows the values of all columns in the table's order, each as {@link Stored} says, {@code
   *     byte[]} or null
   */
  void append(Name table, List<@Nullable Object[]> rows) throws SQLException;

  /**
   * Makes the rows of a file, as they lie staged in an embedded database, a table of this one.
   *
   * @return the table, to be let go by {@link #release} when it is done with
   */
  Name receive(DuckDb staging, Staged staged);

  /** Removes what {@link #receive} made. */
  void release(Staged staged);

  /**
   * What is wrong with a name for a table or column here; null where nothing is.
   *
   * @param name any text but NUL
   */
  @Nullable String nameFault(String name);

  /**
   * The same database over a further connection, for one other thread at a time. It sees what was
   * committed; the caller closes it.
   */
  Database beside();

  /** Whether this connection was neither closed nor lost, as far as is known. */
  boolean isOpen();

  @Override
  void close();
}
