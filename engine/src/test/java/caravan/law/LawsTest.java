package caravan.law;

import org.junit.jupiter.api.Test;

/** The laws that need no second implementation, on random cases. */
class LawsTest {

  @Test
  void conservation() {
    new Hunt("conservation", Laws::conservation, Cases.About.JOURNEYS).hunt(10);
  }

  @Test
  void paths() {
    new Hunt("paths", Laws::paths, Cases.About.JOURNEYS).hunt(15);
  }

  @Test
  void determinism() {
    new Hunt("determinism", Laws::determinism, Cases.About.JOURNEYS).hunt(8);
  }

  @Test
  void waits() {
    new Hunt("waits", Laws::waits, Cases.About.JOURNEYS).hunt(10);
  }

  @Test
  void complement() {
    new Hunt("complement", Laws::complement, Cases.About.SEGMENTS).hunt(15);
  }

  @Test
  void freshness() {
    new Hunt("freshness", Laws::freshness, Cases.About.JOURNEYS).hunt(20);
  }

  @Test
  void restart() {
    new Hunt("restart", Laws::restart, Cases.About.JOURNEYS).hunt(6);
  }

  @Test
  void roundTrips() {
    new Hunt("round trips", RoundTrips::check, Cases.About.JOURNEYS).hunt(20);
    new Hunt("round trips", RoundTrips::check, Cases.About.SEGMENTS).hunt(20);
  }
}
