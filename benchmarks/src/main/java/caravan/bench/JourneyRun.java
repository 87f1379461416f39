package caravan.bench;

import caravan.bench.Contender.Journey;
import caravan.warehouse.Database;
import java.io.IOException;
import java.sql.SQLException;

/**
 * One run of workload J in a DuckDB file.
 *
 * @param entry how long the phase took, in milliseconds, as all of them
 * @param bytes what it takes on the disk
 */
record JourneyRun(double entry, double suppression, double firing, long bytes) {

  /** At a wait, and then at the end or out of it. */
  private static final int POSITIONS = 2;

  static JourneyRun of(Journey journey, Database db) throws SQLException, IOException {
    Rows.run(db, "checkpoint");
    var before = used(db);
    System.gc();
    var times = new Times();
    var entry = times.run(journey::enter);
    var suppression = times.run(journey::suppress);
    var firing = times.run(journey::fire);
    Rows.run(db, "checkpoint");
    return new JourneyRun(entry, suppression, firing, used(db) - before);
  }

  double all() {
    return entry + suppression + firing;
  }

  void report(Report report, String work, int people, double budget) {
    report.atMost(work, all(), budget);
    report.alone("  of it entry", entry);
    report.alone("  of it suppression", suppression);
    report.alone("  of it firing", firing);
    report.figure(
        "  on disk, a person a position",
        "%.2f bytes".formatted(bytes / (double) people / POSITIONS));
  }

  /** What of the file is in use: what was free before is used first. */
  private static long used(Database db) {
    return Rows.number(db, "select used_blocks * block_size from pragma_database_size()");
  }
}
