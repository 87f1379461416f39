package caravan.law;

import caravan.law.Cases.About;
import caravan.warehouse.Database;
import org.junit.jupiter.api.Test;

/** The laws on one kind of database, on random cases. */
abstract class LawsContract {

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
    hunt("rows", laws::rows, About.JOURNEYS, 4);
    hunt("rows", laws::rows, About.SEGMENTS, 3);
  }

  @Test
  void journeysOfTheTwin() {
    hunt("twin", laws::twin, About.JOURNEYS, 35);
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
