package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChoicesTest {

  /** Hunts try one seed after the other: cases that begin alike would show the same over again. */
  @Test
  void neighbouringSeedsBeginWithDifferentChoices() {
    var bound = 16;
    var seeds = 3_200;
    var times = new int[bound];
    var alike = 0;
    var before = -1;
    for (var seed = 0; seed < seeds; seed++) {
      var first = Choices.of(seed).below(bound);
      times[first]++;
      alike += first == before ? 1 : 0;
      before = first;
    }
    assertThat(Arrays.stream(times).boxed()).allMatch(count -> count > 120 && count < 280);
    assertThat(alike).isBetween(120, 280);
  }

  @Test
  void whatWasChosenIsChosenAgain() {
    var choices = Choices.of(7);
    var made = choices.list(3, 9, 80, () -> choices.between(-5, 5));
    var again = Choices.again(choices.made());
    assertThat(again.list(3, 9, 80, () -> again.between(-5, 5))).isEqualTo(made);
    assertThat(again.made()).isEqualTo(choices.made());
  }
}
