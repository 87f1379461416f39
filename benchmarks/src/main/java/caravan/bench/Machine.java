package caravan.bench;

import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** On what a run was made. */
final class Machine {

  private Machine() {}

  static List<String> lines() throws IOException, SQLException {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return List.of(
        "machine: %d processors (%s), %.0f GiB, %s %s"
            .formatted(
                system.getAvailableProcessors(),
                processor(),
                system.getTotalMemorySize() / 1024.0 / 1024 / 1024,
                system.getName(),
                system.getVersion()),
        "load at the start: %s".formatted(load(system.getSystemLoadAverage())),
        "java %s, duckdb %s".formatted(Runtime.version(), duckDb()),
        "commit: " + System.getProperty("caravan.bench.commit", "unknown"),
        "seeds: %d customers, %d contacts and purchases, %d who is asked about, %d whose rows change"
            .formatted(Customers.SEED, Contacts.SEED, JourneyBench.SEED, FreshBench.SEED));
  }

  private static String duckDb() throws SQLException {
    try (var db = DuckDb.inMemory(List.of())) {
      return db.connection().getMetaData().getDatabaseProductVersion();
    }
  }

  private static String load(double average) {
    return average < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", average);
  }

  private static String processor() throws IOException {
    var file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse(System.getProperty("os.arch"));
  }
}
