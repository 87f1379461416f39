package caravan.law;

import org.junit.jupiter.api.Test;

/** The laws that need no second implementation, on random cases. */
class LawsTest {

  @Test
  void conservation() {
    new Hunt("conservation", Laws::conservation, Cases.About.JOURNEYS).hunt(25);
  }

  @Test
  void determinism() {
    new Hunt("determinism", Laws::determinism, Cases.About.JOURNEYS).hunt(25);
  }

  @Test
  void complement() {
    new Hunt("complement", Laws::complement, Cases.About.SEGMENTS).hunt(40);
  }

  @Test
  void restart() {
    new Hunt("restart", Laws::restart, Cases.About.JOURNEYS).hunt(25);
  }

  @Test
  void freshness() {
    new Hunt("freshness", Laws::freshness, Cases.About.JOURNEYS).hunt(25);
  }
}
