package caravan.law;

import org.junit.jupiter.api.Test;

/** Two worlds that play the same must be seen the same after every step. */
class WorldsTest {

  @Test
  void journeysOfRowsThatComeTogetherAndOneByOne() {
    new Hunt("rows", Laws::rows, Cases.About.JOURNEYS).hunt(6);
  }

  @Test
  void segmentsOfRowsThatComeTogetherAndOneByOne() {
    new Hunt("rows", Laws::rows, Cases.About.SEGMENTS).hunt(6);
  }

  @Test
  void segmentsOfTheTwinAndTheEngine() {
    new Hunt("twin", Laws::twin, Cases.About.SEGMENTS).hunt(15);
  }
}
