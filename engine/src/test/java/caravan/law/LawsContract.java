package caravan.law;

import caravan.law.Cases.About;
import caravan.warehouse.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws on one kind of database: on every case that once failed, and on random ones. */
abstract class LawsContract {

  private static final Path KEPT = Path.of("src/test/resources/regressions");

  private final Laws laws = new Laws(this::open);

  /** An empty database. */
  abstract Database open();

  /** How many cases are tried in the short form where a law asks for some. */
  int share(int cases) {
    return cases;
  }

  private void hunt(String name, Law law, About about, int cases) {
    new Hunt(getClass().getSimpleName() + " " + name, law, about).hunt(share(cases));
  }

  @TestFactory
  Stream<DynamicContainer> whatOnceFailed() throws IOException {
    try (var folders = Files.list(KEPT)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              folder ->
                  DynamicContainer.dynamicContainer(
                      folder.getFileName().toString(),
                      laws.all().entrySet().stream()
                          .map(
                              law ->
                                  DynamicTest.dynamicTest(
                                      law.getKey(),
                                      () -> law.getValue().check(Case.open(folder))))));
    }
  }

  @Test
  void conservation() {
    hunt("conservation", laws::conservation, About.JOURNEYS, 15);
  }

  @Test
  void paths() {
    hunt("paths", laws::paths, About.JOURNEYS, 15);
  }

  @Test
  void determinism() {
    hunt("determinism", laws::determinism, About.JOURNEYS, 12);
  }

  @Test
  void waits() {
    hunt("waits", laws::waits, About.JOURNEYS, 10);
  }

  @Test
  void complement() {
    hunt("complement", laws::complement, About.SEGMENTS, 8);
  }

  @Test
  void freshness() {
    hunt("freshness", laws::freshness, About.JOURNEYS, 10);
  }

  @Test
  void restart() {
    hunt("restart", laws::restart, About.JOURNEYS, 12);
  }

  @Test
  void lateRestart() {
    hunt("late restart", laws::lateRestart, About.JOURNEYS, 15);
  }

  @Test
  void crash() {
    hunt("crash", laws::crash, About.JOURNEYS, 10);
  }

  @Test
  void redefinition() {
    hunt("redefinition", laws::redefinition, About.JOURNEYS, 10);
  }

  @Test
  void rowsTogetherAndOneByOne() {
    hunt("rows", laws::rows, About.JOURNEYS, 6);
    hunt("rows", laws::rows, About.SEGMENTS, 4);
  }

  @Test
  void journeysOfTheTwin() {
    hunt("twin", laws::twin, About.JOURNEYS, 45);
  }

  @Test
  void journeysOfTheLateTwin() {
    hunt("late twin", laws::lateTwin, About.JOURNEYS, 20);
  }

  @Test
  void segmentsOfTheTwin() {
    hunt("twin", laws::twin, About.SEGMENTS, 15);
  }

  @Test
  void explanations() {
    hunt("explanations", laws::explanations, About.SEGMENTS, 6);
  }

  @Test
  void roundTrips() {
    hunt("round trips", RoundTrips::check, About.JOURNEYS, 20);
    hunt("round trips", RoundTrips::check, About.SEGMENTS, 20);
  }
}
