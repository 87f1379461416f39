package caravan.security;

import caravan.warehouse.Database;
import org.jspecify.annotations.Nullable;

/** The log of what people changed. */
public interface Audit {

  /**
   * Something that somebody did.
   *
   * @param action a stable word: {@code journey-paused}
   * @param target what it was done to: {@code journey 'Welcome'}
   * @param before what JSON can be made of, without anything secret; null where it was not there
   * @param after the same; null where it is gone
   */
  record Note(String action, String target, @Nullable Object before, @Nullable Object after) {}

  /**
   * Adds a note in the transaction of a database, so that change and note stand or fall together.
   */
  void note(Database db, Caller who, Note note);

  /** Adds a note by itself, for what is not kept in the database. */
  void note(Caller who, Note note);
}
