package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problems;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.runtime.Readers.Reading;
import caravan.segment.Expression;
import caravan.segment.SegmentParser;
import caravan.warehouse.Values;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What questions about people are asked with: an audience, an expression, a key. */
final class Questions {

  private Questions() {}

  /** The audience that is meant; it need not be said where there is only one. */
  static Table audience(Schema schema, @Nullable String name) {
    var all = schema.audiences();
    if (name == null && all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              var names = all.stream().map(Table::name).toList();
              return new InvalidInput(
                  "audience",
                  Place.of("audience"),
                  name == null
                      ? "say which audience is meant: " + String.join(", ", names)
                      : "'%s' is no audience%s"
                          .formatted(Printable.line(name), Problems.suggestion(name, names)));
            });
  }

  /** An expression; nothing, and problems, where it has faults. */
  static Optional<Expression> parse(
      Reading reading, String expression, Table audience, Problems problems) {
    var audiences = new HashMap<String, String>();
    reading
        .evaluator()
        .segments()
        .forEach((name, segment) -> audiences.put(name, segment.audience()));
    return new SegmentParser(reading.tables().schema(), audiences)
        .parse(expression, audience, new Place("expression", 1, 1), problems);
  }

  /**
   * An expression.
   *
   * @throws InvalidInput with all of its faults
   */
  static Expression parse(Reading reading, @Nullable String expression, Table audience) {
    var problems = new Problems();
    var parsed = parse(reading, Members.required("expression", expression), audience, problems);
    problems.throwIfAny();
    return parsed.orElseThrow();
  }

  /** The ordinal of somebody who has a row. */
  static int person(Reading reading, Table audience, String key) {
    var people = reading.tables().people(audience.name());
    var ordinal =
        Values.parse(audience.keyColumn().type(), key)
            .map(people::find)
            .orElse(OptionalInt.empty());
    if (ordinal.isEmpty() || !people.existing().contains(ordinal.getAsInt())) {
      throw Failure.notFound("there is no %s '%s'".formatted(audience.name(), Printable.line(key)));
    }
    return ordinal.getAsInt();
  }

  /** The audience that a path names. */
  static Table audienceOfPath(Schema schema, String name) {
    return schema
        .find(name)
        .filter(Table::audience)
        .orElseThrow(() -> Failure.notFound("there is no audience '" + name + "'"));
  }

  /** The ordinal of somebody whom a path names, and who has a row or had one. */
  static int personOfPath(Reading reading, Table audience, String key) {
    return Values.parse(audience.keyColumn().type(), key)
        .map(it -> reading.tables().people(audience.name()).find(it))
        .filter(OptionalInt::isPresent)
        .orElseThrow(() -> Failure.notFound("there is nobody '" + key + "' in " + audience.name()))
        .getAsInt();
  }
}
