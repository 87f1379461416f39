package caravan.workspace;

import caravan.message.Fields;
import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.profile.Column;
import caravan.profile.Schema;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.SegmentParser;
import caravan.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What the texts in a workspace's files can speak of: tables and segments.
 *
 * @param audiences the audience of each segment, those with faults too; the empty text where it is
 *     not known
 * @param sources where each segment comes from
 * @param unread tables whose columns are not known; what may be said about them only for that
 *     reason is not said
 */
record Language(
    Schema schema, Map<String, String> audiences, Map<String, Source> sources, Set<String> unread) {

  private static final Set<String> ABOUT_COLUMNS =
      Set.of("unknown-column", "unknown-relation", "unknown-field", "type", "relation");

  /** A condition on a table's rows. */
  Optional<Expression> expression(Yaml yaml, Table table) {
    var text = yaml.text("a condition");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var parser = new SegmentParser(schema, audiencesSeenFrom(table));
    var found = new Problems();
    var expression = parser.parse(text.get(), table, start(yaml), found);
    if (!found.isEmpty()) {
      var inPlace = new Problems();
      var _ =
          isOnSeveralLines(yaml)
              ? parser.parse(
                  asInFile(yaml),
                  table,
                  new Place(yaml.source().file(), yaml.line() + 1, 1),
                  inPlace)
              : parser.parse(text.get().replace('\n', ' '), table, start(yaml), inPlace);
      found = inPlace.size() == found.size() ? inPlace : found;
    }
    yaml.source().problems().addAll(told(found));
    return expression;
  }

  /** A segment whose audience is not known, which has been said, is taken to fit. */
  private Map<String, String> audiencesSeenFrom(Table table) {
    var seen = new LinkedHashMap<String, String>();
    audiences.forEach((name, its) -> seen.put(name, its.isEmpty() ? table.name() : its));
    return seen;
  }

  /** Those of the problems that do not merely follow from data that could not be read. */
  List<Problem> told(Problems found) {
    return found.list().stream()
        .filter(problem -> unread.isEmpty() || !ABOUT_COLUMNS.contains(problem.code()))
        .toList();
  }

  /** Where a scalar's text begins in its file. */
  static Place start(Yaml yaml) {
    var column = yaml.node().getStartMark().map(mark -> mark.getColumn()).orElse(0) + 1;
    var quoted = yaml.isPlain() ? 0 : 1;
    return new Place(yaml.source().file(), yaml.line() + 1, column + quoted);
  }

  private static boolean isOnSeveralLines(Yaml yaml) {
    return yaml.node() instanceof ScalarNode scalar
        && scalar.getScalarStyle() != ScalarStyle.DOUBLE_QUOTED
        && scalar.getScalarStyle() != ScalarStyle.SINGLE_QUOTED
        && lastLine(yaml) > yaml.line();
  }

  private static int lastLine(Yaml yaml) {
    return yaml.node()
        .getEndMark()
        .map(mark -> mark.getColumn() == 0 ? mark.getLine() - 1 : mark.getLine())
        .orElse(yaml.line());
  }

  /**
   * The lines of the file that a text stands on, blank before it: so the places in it are those in
   * the file.
   */
  private static String asInFile(Yaml yaml) {
    var lines = yaml.source().lines();
    var all =
        new ArrayList<>(lines.subList(yaml.line(), Math.min(lines.size(), lastLine(yaml) + 1)));
    var column = yaml.node().getStartMark().map(mark -> mark.getColumn()).orElse(0);
    all.set(0, yaml.isPlain() ? " ".repeat(column) + all.getFirst().substring(column) : "");
    return String.join("\n", all);
  }

  /** What templates about an audience's people can name. */
  Fields fields(Table audience) {
    var related = new LinkedHashMap<String, Map<String, ColumnType>>();
    audience
        .toOne()
        .forEach((name, relation) -> related.put(name, types(schema.table(relation.target()))));
    return new Fields(audience.name(), types(audience), related);
  }

  private static Map<String, ColumnType> types(Table table) {
    var types = new LinkedHashMap<String, ColumnType>();
    for (Column column : table.columns().values()) {
      types.put(column.name(), column.type());
    }
    return types;
  }
}
