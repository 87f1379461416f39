package caravan.twin;

import caravan.workspace.Scenario;
import caravan.workspace.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What all journeys play on: the rows, what happened, who is a member, and the time. */
final class Stage {

  final Workspace workspace;
  final Rows rows;
  final Happened happened;
  final Conditions conditions;
  final Members members;
  private final List<String> lines = new ArrayList<>();
  private final List<Runnable> writes = new ArrayList<>();
  private long moves;
  Instant now;

  Stage(Workspace workspace, Scenario scenario) {
    this.workspace = workspace;
    this.now = scenario.at();
    this.rows = new Rows(workspace.schema());
    this.happened = new Happened(rows);
    this.conditions = new Conditions(workspace.schema(), workspace.segments(), rows, happened);
    this.members = new Members(rows, conditions, workspace.segments());
  }

  /** Notes that something happened in a journey. */
  void log(String journey, String what) {
    moves++;
    lines.add(now + " " + journey + ": " + what);
  }

  List<String> takeLines() {
    var taken = lines.stream().sorted().toList();
    lines.clear();
    return taken;
  }

  /** Grows with whatever happens. */
  long moves() {
    return moves;
  }

  /** Has something written when the round is over. */
  void writeLater(Runnable write) {
    writes.add(write);
  }

  void write() {
    writes.forEach(Runnable::run);
    moves += writes.size();
    writes.clear();
  }
}
