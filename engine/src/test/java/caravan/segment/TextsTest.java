package caravan.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void textsAreTheSameWhereTheyAreInLowerCase() {
    var texts =
        Stream.concat(
                Stream.of(
                    "", "de", "DE", "De", "den", "d", "\u212a", "k", "\u0130", "i", "i\u0307"),
                Stream.of("stra\u00dfe", "STRA\u1e9eE", "\ud801\udc00", "\ud801\udc28", "\ud801"))
            .toList();
    for (var a : texts) {
      for (var b : texts) {
        assertThat(Texts.same(a, b))
            .as("'%s' and '%s'", a, b)
            .isEqualTo(Texts.lower(a).equals(Texts.lower(b)));
      }
    }
  }
}
