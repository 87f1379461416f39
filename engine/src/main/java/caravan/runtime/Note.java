package caravan.runtime;

import caravan.warehouse.Database;

/**
 * What is written beside a change, in its transaction: both are durable together, or neither is.
 *
 * @param <T> what there is to say about the change
 */
@FunctionalInterface
public interface Note<T> {

  void write(Database db, T change);

  /** Writes nothing. */
  static <T> Note<T> none() {
    return (_, _) -> {};
  }
}
