package caravan.law;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case that once failed, held against every law. */
class RegressionsTest {

  private static final Path KEPT = Path.of("src/test/resources/regressions");

  @TestFactory
  Stream<DynamicContainer> holds() throws IOException {
    try (var folders = Files.list(KEPT)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              folder ->
                  DynamicContainer.dynamicContainer(
                      folder.getFileName().toString(),
                      Laws.ALL.entrySet().stream()
                          .map(
                              law ->
                                  DynamicTest.dynamicTest(
                                      law.getKey(),
                                      () -> law.getValue().check(Case.open(folder))))));
    }
  }
}
