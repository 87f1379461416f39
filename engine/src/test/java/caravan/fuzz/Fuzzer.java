package caravan.fuzz;

import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Jazzer calls, in a process of its own: first with the target's name, then with inputs. */
public final class Fuzzer {

  private record Started(Target target, Path folder, DuckDb db) {}

  @SuppressWarnings("NullAway") // Jazzer initializes first
  private static Started started;

  private Fuzzer() {}

  public static void fuzzerInitialize(String[] arguments) throws IOException {
    var folder = Files.createTempDirectory("caravan-fuzz");
    var db = DuckDb.inMemory(List.of(folder), 500_000_000);
    started = new Started(Target.valueOf(arguments[0]), folder, db);
  }

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    started.target().once(input, started.folder(), started.db());
  }

  public static void fuzzerTearDown() throws IOException {
    started.db().close();
    Files.delete(started.folder());
  }
}
