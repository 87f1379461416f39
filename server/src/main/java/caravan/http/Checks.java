package caravan.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What must be so before the server is ready, by name. */
public final class Checks {

  /** What a check found. */
  public sealed interface Found {

    /** All is well. */
    record Well() implements Found {}

    /**
     * Not, or not yet.
     *
     * @param why in words, without anything that strangers may not know
     */
    record Not(String why) implements Found {}
  }

  public static final Found WELL = new Found.Well();

  private final Map<String, Supplier<Found>> byName = new ConcurrentHashMap<>();

  /** Adds a check, or replaces it. It answers at once, on any thread. */
  public void put(String name, Supplier<Found> check) {
    byName.put(name, check);
  }

  Map<String, Found> ask() {
    var found = new TreeMap<String, Found>();
    byName.forEach((name, check) -> found.put(name, check.get()));
    return found;
  }
}
