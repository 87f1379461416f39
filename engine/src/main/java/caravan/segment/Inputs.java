package caravan.segment;

import caravan.profile.Schema;
import caravan.profile.Table;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression reads: tables and kinds of interactions by name, through the segments that it
 * refers to as well.
 */
public record Inputs(Schema schema, Map<String, Segment> segments) {

  /** The sources of a segment's members; a static one's are its audience's rows. */
  public Set<String> of(Segment segment) {
    var found = new HashSet<String>();
    add(segment.name(), found, new HashSet<>());
    return found;
  }

  /** The sources of a condition on rows of a table. */
  public Set<String> of(Expression expression, Table table) {
    var found = new HashSet<>(Set.of(table.name()));
    add(expression, table, found, new HashSet<>());
    return found;
  }

  /** The columns of a table's own rows that a condition on them reads. */
  public Set<String> columns(Expression expression, Table table) {
    var found = new HashSet<String>();
    addColumns(Reads.of(schema, expression, table), table, found, new HashSet<>());
    return found;
  }

  private void addColumns(Reads reads, Table table, Set<String> found, Set<String> seen) {
    for (var column : reads.columns()) {
      if (column.table().equals(table.name())) {
        found.add(column.column());
      }
    }
    for (var name : reads.segments()) {
      var segment = segments.get(name);
      if (segment != null && seen.add(name)) {
        var audience = schema.table(segment.audience());
        addColumns(Reads.of(schema, segment.where(), audience), table, found, seen);
      }
    }
  }

  /** Whether sources include interactions that are kept as cohorts. */
  public static boolean readsCohorts(Set<String> sources) {
    return sources.stream()
        .anyMatch(source -> Interaction.of(source).filter(Interaction::isCohortWise).isPresent());
  }

  /** Whether sources include interactions of any kind. */
  public static boolean readsInteractions(Set<String> sources) {
    return sources.stream().anyMatch(source -> Interaction.of(source).isPresent());
  }

  private void add(String name, Set<String> found, Set<String> seen) {
    var segment = segments.get(name);
    if (segment != null && seen.add(name)) {
      found.add(segment.audience());
      if (segment.where() != null) {
        add(segment.where(), schema.table(segment.audience()), found, seen);
      }
    }
  }

  private void add(
      @Nullable Expression expression, Table table, Set<String> found, Set<String> seen) {
    switch (expression) {
      case null -> {
        // no condition reads nothing
      }
      case Expression.And(var parts) -> parts.forEach(part -> add(part, table, found, seen));
      case Expression.Or(var parts) -> parts.forEach(part -> add(part, table, found, seen));
      case Expression.Not(var inner) -> add(inner, table, found, seen);
      case Expression.InSegment(var name) -> add(name, found, seen);
      case Expression.Any(var relation, var where) -> add(relation, where, found, seen);
      default -> Leaves.operands(expression).forEach(operand -> add(operand, found, seen));
    }
  }

  private void add(Operand operand, Set<String> found, Set<String> seen) {
    switch (operand) {
      case Operand.Joined(var relation, _) -> found.add(relation.target());
      case Operand.Count(var relation, var where) -> add(relation, where, found, seen);
      case Operand.Aggregate(_, var relation, var column, var where) -> {
        add(relation, where, found, seen);
        add(column, found, seen);
      }
      default -> {
        // the row itself, or no row at all
      }
    }
  }

  private void add(
      Relation relation, @Nullable Expression where, Set<String> found, Set<String> seen) {
    switch (relation) {
      case Relation.Rows(var rows) -> {
        found.add(rows.table());
        add(where, schema.table(rows.table()), found, seen);
      }
      case Relation.Happened(var interaction, _) -> {
        found.add(interaction.label());
        add(where, interaction.table(), found, seen);
      }
    }
  }
}
