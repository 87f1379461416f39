package caravan.runtime;

import caravan.journey.JourneyState;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Table;
import caravan.workspace.Documents;
import caravan.workspace.Workspace;
import java.util.List;
import java.util.Map;

/** Which changes of definitions are not allowed while they are used. */
final class Changes {

  private final Workspace before;
  private final Workspace after;
  private final Problems problems = new Problems();

  private Changes(Workspace before, Workspace after) {
    this.before = before;
    this.after = after;
  }

  /** What is wrong with a change. */
  static List<Problem> faults(Workspace before, Workspace after, Map<String, JourneyState> states) {
    var changes = new Changes(before, after);
    states.forEach(
        (name, state) -> {
          if (state.status() != JourneyState.Status.DRAFT) {
            changes.journey(name);
          }
        });
    before.schema().tables().values().forEach(changes::table);
    after.schema().tables().values().forEach(changes::requireColumns);
    return changes.problems.list();
  }

  private void journey(String name) {
    var now = after.journeys().get(name);
    var place = Place.of(Documents.Kind.JOURNEY.document(name));
    if (now == null) {
      problems.add(
          "been-live",
          place,
          "journey '%s' has been live and cannot be taken away".formatted(name));
    } else if (!now.equals(before.journeys().get(name))) {
      problems.add(
          "been-live",
          place,
          "journey '%s' has been live and cannot be changed; copy it and change the copy"
              .formatted(name));
    }
  }

  private void table(Table table) {
    var now = after.schema().find(table.name());
    if (now.isEmpty()) {
      return;
    }
    if (now.get().audience() != table.audience()
        || !String.valueOf(now.get().key()).equals(String.valueOf(table.key()))) {
      problems.add(
          "other-table",
          Place.of(Documents.ROOT),
          "the key of '%s', and whether it is an audience, stay as they are; make another table"
              .formatted(table.name()));
    }
    for (var column : table.columns().values()) {
      now.get().column(column.name()).ifPresent(other -> column(table, column, other));
    }
  }

  /** No database makes a table of nothing. */
  private void requireColumns(Table table) {
    if (table.columns().isEmpty()) {
      problems.add(
          "no-columns",
          Place.of(Documents.ROOT),
          "table '%s' needs 'columns', one at least".formatted(table.name()));
    }
  }

  private void column(Table table, Column column, Column other) {
    if (column.type() != other.type()) {
      problems.add(
          "column-type",
          Place.of(Documents.ROOT),
          "column '%s' of %s is %s and stays so; make another column for %s"
              .formatted(column.name(), table.name(), column.type().label(), other.type().label()));
    }
  }
}
