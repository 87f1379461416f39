package caravan.law;

import caravan.warehouse.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws on one kind of database, on every case that once failed. */
abstract class RegressionsContract {

  private static final Path KEPT = Path.of("src/test/resources/regressions");

  private final Laws laws = new Laws(this::open);

  /** An empty database. */
  abstract Database open();

  /** The laws, of all, that the cases are held against. */
  Collection<String> replayed(Collection<String> all) {
    return all;
  }

  @TestFactory
  Stream<DynamicContainer> whatOnceFailed() throws IOException {
    var all = laws.all();
    try (var folders = Files.list(KEPT)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              folder ->
                  DynamicContainer.dynamicContainer(
                      folder.getFileName().toString(),
                      replayed(all.keySet()).stream()
                          .map(
                              name ->
                                  DynamicTest.dynamicTest(
                                      name,
                                      () ->
                                          Objects.requireNonNull(all.get(name), name)
                                              .check(Case.open(folder))))));
    }
  }
}
