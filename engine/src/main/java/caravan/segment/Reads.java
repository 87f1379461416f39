package caravan.segment;

import caravan.profile.Schema;
import caravan.profile.Table;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition names by itself: columns of the customers' tables, and segments. What those
 * segments ask about in turn is not among it.
 */
public final class Reads {

  private final Schema schema;
  private final Set<Column> columns = new LinkedHashSet<>();
  private final Set<String> segments = new LinkedHashSet<>();

  private Reads(Schema schema) {
    this.schema = schema;
  }

  /** A column of a table, by their names. */
  public record Column(String table, String column) {}

  /** Of a condition on rows of a table; of none where it is null. */
  public static Reads of(Schema schema, @Nullable Expression condition, Table table) {
    var reads = new Reads(schema);
    if (condition != null) {
      reads.add(condition, table);
    }
    return reads;
  }

  public Set<Column> columns() {
    return columns;
  }

  public Set<String> segments() {
    return segments;
  }

  private void add(Expression expression, Table table) {
    switch (expression) {
      case Expression.And(var parts) -> parts.forEach(part -> add(part, table));
      case Expression.Or(var parts) -> parts.forEach(part -> add(part, table));
      case Expression.Not(var inner) -> add(inner, table);
      case Expression.InSegment(var name) -> segments.add(name);
      case Expression.Any(var relation, var where) -> add(relation, where);
      default -> Leaves.operands(expression).forEach(operand -> add(operand, table));
    }
  }

  private void add(Operand operand, Table table) {
    switch (operand) {
      case Operand.Own(var column) -> add(table.name(), column.name());
      case Operand.Joined(var relation, var column) -> {
        add(table.name(), relation.column());
        add(relation.target(), column.name());
      }
      case Operand.Count(var relation, var where) -> add(relation, where);
      case Operand.Aggregate(_, var relation, var column, var where) -> {
        add(relation, where);
        if (relation instanceof Relation.Rows(var rows)) {
          add(column, schema.table(rows.table()));
        }
      }
      default -> {
        // no column of a customer's table
      }
    }
  }

  private void add(Relation relation, @Nullable Expression where) {
    switch (relation) {
      case Relation.Rows(var rows) -> {
        add(rows.table(), rows.column());
        if (where != null) {
          add(where, schema.table(rows.table()));
        }
      }
      case Relation.Happened(var interaction, _) -> {
        if (where != null) {
          add(where, interaction.table());
        }
      }
    }
  }

  private void add(String table, String column) {
    if (schema.find(table).isPresent()) {
      columns.add(new Column(table, column));
    }
  }
}
