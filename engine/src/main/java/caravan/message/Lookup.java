package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.warehouse.ColumnType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Resolves the paths of one template against what there is, and keeps what the template reads. */
final class Lookup {

  private static final Set<String> IN_EACH = Set.of("@key", "@index", "@first", "@last");

  private final Fields fields;
  private final Problems problems;
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private final Set<List<String>> uses = new LinkedHashSet<>();

  Lookup(Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
    scopes.push(new Scope.Root(fields));
  }

  Set<List<String>> uses() {
    return uses;
  }

  void enter(Scope scope) {
    scopes.push(scope);
  }

  void leave() {
    scopes.pop();
  }

  /** What {@code each} gives its body: one column after the other. */
  Scope itemOf(Scope.Row row) {
    row.columns().keySet().forEach(column -> uses.add(row.path(column)));
    return new Scope.Value(List.of(), ColumnType.TEXT);
  }

  /** What a path stands for; a fault is reported if that is nothing. */
  Scope resolve(String text, Place place) {
    var path = TemplatePath.parse(text);
    if (path.up() >= scopes.size()) {
      problems.add("unknown-column", place, "'" + text + "' leaves the template");
      return new Scope.Unknown();
    }
    var scope = new ArrayList<>(scopes).get(path.up());
    for (var name : path.segments()) {
      scope = step(scope, name, text, place);
    }
    if (scope instanceof Scope.Value value && !value.path().isEmpty()) {
      uses.add(value.path());
    }
    return scope;
  }

  private Scope step(Scope scope, String name, String text, Place place) {
    return switch (scope) {
      case Scope.Root _ when name.equals(fields.audience()) -> Scope.Row.person(fields);
      case Scope.Root _ when fields.links() && name.equals(ReaderLinks.NAME) -> Scope.Beside.LINKS;
      case Scope.Root _ when fields.letter() && name.equals(LetterValues.NAME) ->
          Scope.Beside.LETTER;
      case Scope.Root _ -> outside(name, text, place);
      case Scope.Beside beside -> beside(beside, name, text, place);
      case Scope.Row row -> inRow(row, name, text, place);
      case Scope.Value value when value.path().isEmpty() && IN_EACH.contains(name) -> value;
      case Scope.Value _ -> {
        problems.add(
            "unknown-column", place, "'" + text + "': there is nothing inside a single value");
        yield new Scope.Unknown();
      }
      case Scope.Unknown unknown -> unknown;
    };
  }

  private Scope outside(String name, String text, Place place) {
    var audience = fields.audience();
    if (fields.names().contains(name)) {
      var meant = audience + "." + text;
      problems.add(
          "unknown-column", place, "unknown '" + text + "' (did you mean '" + meant + "'?)");
    } else {
      problems.addUnknown("unknown-column", place, "unknown '" + text + "'", name, fields.starts());
    }
    return new Scope.Unknown();
  }

  private Scope beside(Scope.Beside beside, String name, String text, Place place) {
    if (!beside.names().contains(name)) {
      problems.addUnknown(
          "unknown-column",
          place,
          "'" + text + "': there is no " + beside.kind() + " '" + name + "'",
          name,
          beside.names());
      return new Scope.Unknown();
    }
    return new Scope.Value(List.of(), ColumnType.TEXT);
  }

  private Scope inRow(Scope.Row row, String name, String text, Place place) {
    var type = row.columns().get(name);
    if (type != null) {
      return new Scope.Value(row.path(name), type);
    }
    var related = row.isPerson() ? fields.toOne().get(name) : null;
    if (related != null) {
      return new Scope.Row(List.of(name), related, fields);
    }
    var message = "'" + text + "': " + row.label() + " has no column '" + name + "'";
    problems.addUnknown("unknown-column", place, message, name, row.names());
    return new Scope.Unknown();
  }
}
