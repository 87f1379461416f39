package caravan.bench;

import caravan.segment.Expression;
import caravan.segment.Printer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A segment's text read, with its types checked, and printed again. */
@State(Scope.Benchmark)
public class SegmentText {

  private static final Language LANGUAGE =
      new Language(Contacts.SCHEMA, Contacts.CONTACT, List.of("a", "b"));

  /** What is read. */
  public enum Length {
    SMALL("small"),
    REAL("as people write them"),
    DEEPEST("as deep as may be");

    private static final int DEPTH = 200;

    private final String label;

    Length(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    String text() {
      return switch (this) {
        case SMALL -> "country = 'DE'";
        case REAL ->
            """
            country in ('DE', 'US', 'GB') and age between 25 and 40 and opted_in
            and (count(purchase where bought >= date '2025-01-01') >= 3 or any(purchase where amount > 450))
            and not (in segment 'a' or in segment 'b') and email ends with '@example.com'""";
        case DEEPEST ->
            "(age > 1 and (age > 2 or ".repeat(DEPTH / 2) + "opted_in" + ")".repeat(DEPTH);
      };
    }
  }

  @Param Length length = Length.SMALL;

  private String text = "";
  private Expression expression = LANGUAGE.read("opted_in");

  @Setup
  public void make() {
    text = length.text();
    expression = LANGUAGE.read(text);
    if (!LANGUAGE.read(Printer.print(expression)).equals(expression)) {
      throw new IllegalStateException("what was printed is not what was read");
    }
  }

  @Benchmark
  public Expression read() {
    return LANGUAGE.read(text);
  }

  @Benchmark
  public String print() {
    return Printer.print(expression);
  }
}
