package caravan.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How long one piece of work took each time, in milliseconds. */
final class Times {

  private final List<Double> taken = new ArrayList<>();

  /** Work that is timed. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /** The same without a result. */
  @FunctionalInterface
  interface Deed {
    void run() throws SQLException, IOException;
  }

  <T> T time(Work<T> work) throws SQLException {
    var start = System.nanoTime();
    var result = work.run();
    taken.add((System.nanoTime() - start) / 1e6);
    return result;
  }

  /** Answers how long it took, too. */
  double run(Deed deed) throws SQLException, IOException {
    var start = System.nanoTime();
    deed.run();
    var milliseconds = (System.nanoTime() - start) / 1e6;
    taken.add(milliseconds);
    return milliseconds;
  }

  /** Takes in a time that somebody else measured. */
  void add(double milliseconds) {
    taken.add(milliseconds);
  }

  /** The middle one. */
  double median() {
    var sorted = taken.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Forgets the first few, in which code is not warm yet. */
  void forget(int warmUps) {
    taken.subList(0, warmUps).clear();
  }
}
