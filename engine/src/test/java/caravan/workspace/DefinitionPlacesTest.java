package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.workspace.DefinitionPlaces.Spot;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefinitionPlacesTest {

  @Test
  void saysWhichValueAndWhichStepALineIsAbout() {
    var places =
        DefinitionPlaces.of(
            """
            journey: J
            audience: {segments: [A]}
            steps:
              - email: one
              - id: middle
                branch:
                  - if: country = 'DE'
                    steps:
                      - wait: 3 days
                      - wait-for:
                          event: x
                          then:
                            - sms: a
                          else:
                            - id: other
                              push: b
                  - else:
                      - email: c
              - split:
                  - share: 50%
                    steps:
                      - email: d
            a/b~c: x
            """);

    assertThat(places.get(1)).isEqualTo(new Spot("/journey", null, 10));
    assertThat(places.get(2)).isEqualTo(new Spot("/audience/segments/0", null, 23));
    assertThat(places.get(4)).isEqualTo(new Spot("/steps/0/email", "1", 12));
    assertThat(places.get(5)).isEqualTo(new Spot("/steps/1/id", "middle", 9));
    assertThat(places.get(7)).isEqualTo(new Spot("/steps/1/branch/0/if", "middle", 13));
    assertThat(places.get(9)).isEqualTo(new Spot("/steps/1/branch/0/steps/0/wait", "2.1.1", 19));
    assertThat(step(places, 11)).isEqualTo("2.1.2");
    assertThat(step(places, 13)).isEqualTo("2.1.2.1.1");
    assertThat(places.get(16))
        .isEqualTo(new Spot("/steps/1/branch/0/steps/1/wait-for/else/0/push", "other", 25));
    assertThat(step(places, 18)).isEqualTo("2.2.1");
    assertThat(step(places, 20)).isEqualTo("3");
    assertThat(step(places, 22)).isEqualTo("3.1.1");
    assertThat(places.get(23)).isEqualTo(new Spot("/a~1b~0c", null, 8));
  }

  @Test
  void whatIsNoJourneyHasNoSteps() {
    var places = DefinitionPlaces.of("{\"scenario\": \"s\",\n\"steps\": [\n{\"live\": \"x\"}]}");

    assertThat(places.get(3)).isEqualTo(new Spot("/steps/0/live", null, 10));
  }

  @Test
  void stepsOfTheWrongShapeAreAsFarAsTheyGo() {
    var places =
        DefinitionPlaces.of(
            """
            journey: J
            steps:
              - branch:
                  steps:
                    - email: x
              - wait-for:
                  - then
              - branch:
                  - - email: y
            """);

    assertThat(step(places, 5)).isEqualTo("1");
    assertThat(step(places, 7)).isEqualTo("2");
    assertThat(step(places, 9)).isEqualTo("3");
    assertThat(DefinitionPlaces.of("journey: [")).isEmpty();
    assertThat(step(DefinitionPlaces.of("journey: J\nsteps: x"), 2)).isNull();
  }

  private static @Nullable String step(Map<Integer, Spot> places, int line) {
    return Objects.requireNonNull(places.get(line)).step();
  }
}
