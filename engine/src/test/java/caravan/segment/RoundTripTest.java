package caravan.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import caravan.problem.InvalidInput;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Law 9: reading what was printed gives the same expression. */
class RoundTripTest {

  private static final int EXPRESSIONS = Boolean.getBoolean("caravan.long") ? 200_000 : 4_000;

  @Test
  void printedExpressionsAreReadAsTheyWere() {
    var seen = new HashSet<Class<?>>();
    for (var seed = 0; seed < EXPRESSIONS; seed++) {
      var random = new Random(seed);
      var table =
          List.of(Language.CONTACT, Language.CONTACT, Language.PURCHASE, Language.ACCOUNT)
              .get(seed % 4);
      var expression = new Expressions(random).expression(table, random.nextInt(5));
      var printed = Printer.print(expression);
      try {
        assertThat(Language.parse(printed, table))
            .as("seed %d: %s", seed, printed)
            .isEqualTo(expression);
      } catch (InvalidInput refused) {
        fail("seed %d: %s%n%s", seed, printed, refused.getMessage());
      }
      Leaves.walk(
          expression,
          each -> {
            seen.add(each.getClass());
            Leaves.operands(each).forEach(operand -> seen.add(operand.getClass()));
          });
    }
    // every kind of expression and of value was among them
    assertThat(seen).containsAll(kinds(Expression.class)).containsAll(kinds(Operand.class));
  }

  private static Set<Class<?>> kinds(Class<?> family) {
    return Set.of(family.getPermittedSubclasses());
  }
}
