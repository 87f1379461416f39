package caravan.workspace;

import caravan.journey.Journey;
import caravan.journey.Plan;
import caravan.journey.tile.Branch;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.SetColumns;
import caravan.journey.tile.Tile;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Reads;
import caravan.segment.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the definitions of a workspace use one another. */
public final class Uses {

  private final Workspace workspace;
  private final Set<Use> all = new LinkedHashSet<>();

  private Uses(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Kinds of things that are used. */
  public enum Kind {
    TABLE,
    COLUMN,
    SEGMENT,
    JOURNEY,
    MESSAGE;

    /** The word for it: {@code segment}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * That one thing uses another.
   *
   * @param as what for: {@code audience}, {@code exclusion}, {@code exit}, {@code goal}, {@code
   *     condition}, {@code message}, {@code set}, {@code wait}, {@code text}, {@code relation}
   * @param usedName of a column {@code table.column}
   */
  public record Use(Kind user, String userName, String as, Kind used, String usedName) {}

  /** All uses in a workspace. */
  public static Uses in(Workspace workspace) {
    var uses = new Uses(workspace);
    workspace.schema().tables().values().forEach(uses::table);
    workspace.segments().values().forEach(uses::segment);
    workspace.journeys().values().forEach(uses::journey);
    workspace.messages().keySet().forEach(uses::message);
    return uses;
  }

  public List<Use> all() {
    return List.copyOf(all);
  }

  /** What one thing uses. */
  public List<Use> by(Kind kind, String name) {
    return all.stream().filter(use -> use.user() == kind && use.userName().equals(name)).toList();
  }

  /** The uses of one thing; of a table those of its columns too. */
  public List<Use> of(Kind kind, String name) {
    return all.stream()
        .filter(
            use ->
                use.used() == kind && use.usedName().equals(name)
                    || kind == Kind.TABLE
                        && use.used() == Kind.COLUMN
                        && use.usedName().startsWith(name + ".")
                        && !(use.user() == Kind.TABLE && use.userName().equals(name)))
        .toList();
  }

  /** The journeys that use something, by segments that use it as well. */
  public Set<String> journeys(Kind kind, String name) {
    var journeys = new LinkedHashSet<String>();
    journeys(kind, name, journeys, new HashSet<>());
    return journeys;
  }

  private void journeys(Kind kind, String name, Set<String> journeys, Set<String> seen) {
    for (var use : of(kind, name)) {
      switch (use.user()) {
        case JOURNEY -> journeys.add(use.userName());
        case SEGMENT -> {
          if (seen.add(use.userName())) {
            journeys(Kind.SEGMENT, use.userName(), journeys, seen);
          }
        }
        case MESSAGE -> journeys(Kind.MESSAGE, use.userName(), journeys, seen);
        default -> {
          // tables have no journeys of their own
        }
      }
    }
  }

  private void add(Kind user, String userName, String as, Kind used, String usedName) {
    all.add(new Use(user, userName, as, used, usedName));
  }

  private void table(Table table) {
    for (var relation : table.toOne().values()) {
      add(Kind.TABLE, table.name(), "relation", Kind.TABLE, relation.target());
      add(Kind.TABLE, table.name(), "relation", Kind.COLUMN, column(table, relation.column()));
    }
    if (table.key() != null) {
      add(Kind.TABLE, table.name(), "key", Kind.COLUMN, column(table, table.key()));
    }
    table
        .roles()
        .values()
        .forEach(role -> add(Kind.TABLE, table.name(), "role", Kind.COLUMN, column(table, role)));
  }

  private static String column(Table table, String column) {
    return table.name() + "." + column;
  }

  private void segment(Segment segment) {
    add(Kind.SEGMENT, segment.name(), "audience", Kind.TABLE, segment.audience());
    condition(
        Kind.SEGMENT,
        segment.name(),
        "condition",
        segment.where(),
        workspace.schema().table(segment.audience()));
  }

  private void condition(
      Kind user, String userName, String as, @Nullable Expression condition, Table table) {
    var reads = Reads.of(workspace.schema(), condition, table);
    for (var read : reads.columns()) {
      add(user, userName, as, Kind.COLUMN, read.table() + "." + read.column());
    }
    for (var name : reads.segments()) {
      add(user, userName, as, Kind.SEGMENT, name);
    }
  }

  private void journey(Journey journey) {
    var name = journey.name();
    add(Kind.JOURNEY, name, "audience", Kind.TABLE, journey.audience());
    journey.segments().forEach(s -> add(Kind.JOURNEY, name, "audience", Kind.SEGMENT, s));
    journey.exclude().forEach(s -> add(Kind.JOURNEY, name, "exclusion", Kind.SEGMENT, s));
    journey.exitSegments().forEach(s -> add(Kind.JOURNEY, name, "exit", Kind.SEGMENT, s));
    if (journey.goal() != null) {
      add(Kind.JOURNEY, name, "goal", Kind.SEGMENT, journey.goal().segment());
    }
    var table = workspace.schema().table(journey.audience());
    for (var node : Plan.of(journey).nodes()) {
      tile(name, node.step().tile(), table);
    }
  }

  private void tile(String journey, Tile tile, Table table) {
    switch (tile) {
      case SendMessage send -> add(Kind.JOURNEY, journey, "message", Kind.MESSAGE, send.message());
      case SetColumns(var values) ->
          values
              .keySet()
              .forEach(
                  column -> add(Kind.JOURNEY, journey, "set", Kind.COLUMN, column(table, column)));
      case Branch(var paths) ->
          paths.forEach(
              path -> condition(Kind.JOURNEY, journey, "condition", path.condition(), table));
      case WaitFor(WaitFor.Until(var condition), _, _, _) ->
          condition(Kind.JOURNEY, journey, "condition", condition, table);
      case Wait wait when wait.until() instanceof Wait.PersonalDate date ->
          condition(Kind.JOURNEY, journey, "wait", new Expression.Missing(date.date()), table);
      default -> {
        // uses nothing else
      }
    }
  }

  /** A message's columns are those of the people it is sent to. */
  private void message(String name) {
    var message = workspace.messages().get(name);
    if (message == null) {
      return;
    }
    var variant = message.variant();
    for (var table : audiences(variant == null ? name : variant.of())) {
      for (var path : message.uses()) {
        var relation = path.size() == 2 ? table.toOne().get(path.getFirst()) : null;
        var column =
            relation == null
                ? column(table, path.getFirst())
                : relation.target() + "." + path.getLast();
        add(Kind.MESSAGE, name, "text", Kind.COLUMN, column);
      }
    }
  }

  private List<Table> audiences(String message) {
    var tables = new ArrayList<Table>();
    for (var journey : workspace.journeys().values()) {
      if (all.contains(new Use(Kind.JOURNEY, journey.name(), "message", Kind.MESSAGE, message))) {
        tables.add(workspace.schema().table(journey.audience()));
      }
    }
    return tables.isEmpty() ? workspace.schema().audiences() : tables.stream().distinct().toList();
  }
}
