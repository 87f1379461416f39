package caravan.warehouse;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database that can be opened anew where it is of no use any more, as an embedded one after the
 * disk was full. Thread-safe.
 */
public final class Databases implements Supplier<Database>, AutoCloseable {

  private final Supplier<? extends Database> opener;
  private @Nullable Database current;

  /** One that is not open yet. */
  public Databases(Supplier<? extends Database> opener) {
    this.opener = opener;
  }

  /** The database with its main connection; opened where it is not. */
  @Override
  public synchronized Database get() {
    if (current == null) {
      current = opener.get();
    }
    return current;
  }

  /**
   * Closes it with all connections to it, and opens it anew. What was durable is there; what was
   * being committed when it broke may be.
   */
  public synchronized void renew() {
    close();
    var _ = get();
  }

  @Override
  public synchronized void close() {
    var closed = current;
    current = null;
    if (closed != null) {
      closed.close();
    }
  }
}
