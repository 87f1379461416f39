package caravan.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault is reported, once, in the order of the input, with the nearest name. */
class ProblemsTest {

  private final Problems problems = new Problems();

  @Test
  void areListedByFileLineAndColumn() {
    problems.add("x", new Place("b.yaml", 1, 1), "fifth");
    problems.add("x", new Place("a.yaml", 10, 1), "fourth");
    problems.add("x", new Place("a.yaml", 2, 7), "third");
    problems.add("x", new Place("a.yaml", 2, 3), "second");
    problems.add("x", Place.of("a.yaml"), "first");
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly("first", "second", "third", "fourth", "fifth");
  }

  @Test
  void atOnePlaceKeepTheOrderInWhichTheyWereFound() {
    problems.add("x", Place.of("a", 1), "z");
    problems.add("x", Place.of("a", 1), "a");
    assertThat(problems.list()).extracting(Problem::message).containsExactly("z", "a");
  }

  @Test
  void sameFaultIsReportedOnce() {
    problems.add("x", Place.of("a", 1), "wrong");
    problems.addAll(List.of(new Problem("x", Place.of("a", 1), "wrong")));
    assertThat(problems.size()).isEqualTo(1);
    problems.add("x", Place.of("a", 2), "wrong");
    assertThat(problems.size()).isEqualTo(2);
  }

  @Test
  void areThrownAllTogetherOrNotAtAll() {
    assertThat(problems.isEmpty()).isTrue();
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    problems.add("late", new Place("b", 3, 4), "second");
    problems.add("soon", Place.of("a"), "first");
    assertThatThrownBy(problems::throwIfAny)
        .hasMessage("a: first\nb:3:4: second")
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
        .extracting(InvalidInput::problems)
        .isEqualTo(problems.list());
    assertThat(new InvalidInput("code", Place.of("f", 2), "no").problems())
        .containsExactly(new Problem("code", Place.of("f", 2), "no"));
  }

  @Test
  void aListDoesNotChangeLater() {
    problems.add("x", Place.of("a"), "first");
    var list = problems.list();
    problems.add("x", Place.of("a"), "second");
    assertThat(list).hasSize(1);
  }

  @Test
  void placesSayWhatIsKnown() {
    assertThat(Place.of("f")).hasToString("f");
    assertThat(Place.of("f", 3)).hasToString("f:3");
    assertThat(new Place("f", 3, 8)).hasToString("f:3:8");
  }

  @ParameterizedTest
  @CsvSource({
    "country,  contry,     country", // a letter left out
    "country,  coutnry,    country", // two exchanged
    "country,  COUNTRYY,   country", // whatever the case
    "plan,     pln,        plan",
    "plan,     plam,       plan",
    "plan,     plum,       ''", // two of four are too many
    "id,       ix,         id",
    "ab,       ba,         ab",
    "email,    emial,      email",
    "id,       di,         id",
    "city,     ctiy,       city",
    "acd,      dca,        ''",
    "x,        y,          x", // one of one is no more than a slip
    "renewal,  purchase,   ''",
  })
  void nearestIsASlipOfThePen(String known, String written, String nearest) {
    assertThat(Problems.nearest(written, List.of(known)).orElse("")).isEqualTo(nearest);
  }

  @Test
  void nearestOfSeveralIsTheNearestThenTheFirstOfTheAlphabet() {
    assertThat(Problems.nearest("amounts", List.of("accounts", "amount"))).contains("amount");
    assertThat(Problems.nearest("cat", List.of("hat", "bat"))).contains("bat");
    assertThat(Problems.nearest("cat", List.of())).isEmpty();
  }

  @Test
  void suggestsTheNearestOrWhatThereIs() {
    assertThat(Problems.suggestion("contcat", List.of("contact", "order")))
        .isEqualTo(" (did you mean 'contact'?)");
    assertThat(Problems.suggestion("zebra", List.of("contact", "order")))
        .isEqualTo(" (there are: contact, order)");
    assertThat(Problems.suggestion("zebra", List.of())).isEmpty();
    var many = new ArrayList<>(IntStream.rangeClosed(1, 12).mapToObj(i -> "column" + i).toList());
    assertThat(Problems.suggestion("zebra", many)).startsWith(" (there are: column1, ");
    many.add("column13");
    assertThat(Problems.suggestion("zebra", many)).isEmpty();
    problems.addUnknown(
        "unknown-table",
        Place.of("f", 1),
        "there is no table 'contcat'",
        "contcat",
        List.of("contact"));
    assertThat(problems.list())
        .containsExactly(
            new Problem(
                "unknown-table",
                Place.of("f", 1),
                "there is no table 'contcat' (did you mean 'contact'?)"));
  }
}
