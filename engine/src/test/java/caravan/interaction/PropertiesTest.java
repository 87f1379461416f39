package caravan.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "1.50, 1.5",
    "1e3, 1000",
    "100, 100",
    "-0.0, 0",
    "0.1, 0.1",
    "9223372036854775807, 9223372036854775807",
    "123456789012345678.25, '\"123456789012345680\"'",
    "1e-7, '\"0.0000001\"'",
    "1e999, null"
  })
  void numbersHaveOneForm(String written, String kept) {
    assertThat(Properties.canonical("{ \"x\" : [ " + written + " ] }"))
        .isEqualTo("{\"x\":[" + kept + "]}");
  }

  @Test
  void allElseStaysAsItIs() {
    var json = "{\"a\":{\"b\":[true,null,\"1.50\",\"é😀\\n\"]},\"\":{}}";
    assertThat(Properties.canonical(json)).isEqualTo(json);
  }
}
