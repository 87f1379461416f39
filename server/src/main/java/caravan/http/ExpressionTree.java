package caravan.http;

import caravan.segment.Expression;
import caravan.segment.Operand;
import caravan.segment.Relation;
import caravan.segment.Span;
import caravan.warehouse.Values;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An expression as JSON, a node an object whose {@code kind} says which: {@code {"kind": "compare",
 * "left": {"kind": "column", "path": ["store", "city"], "type": "text"}, "comparison": "=",
 * "right": {"kind": "literal", "type": "text", "value": "Graz"}}}. Literals are texts, so that no
 * digit is lost on the way.
 */
final class ExpressionTree {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ExpressionTree() {}

  static JsonNode of(Expression expression) {
    return switch (expression) {
      case Expression.And(var parts) -> node("and").set("parts", all(parts, ExpressionTree::of));
      case Expression.Or(var parts) -> node("or").set("parts", all(parts, ExpressionTree::of));
      case Expression.Not(var inner) -> node("not").set("inner", of(inner));
      case Expression.Compare(var left, var comparison, var right) ->
          node("compare")
              .put("comparison", comparison.symbol())
              .set("left", of(left))
              .set("right", of(right));
      case Expression.Between(var value, var low, var high) ->
          about("between", value).set("low", of(low)).set("high", of(high));
      case Expression.OneOf(var value, var options) ->
          about("one-of", value).set("options", all(options, ExpressionTree::of));
      case Expression.TextMatch(var value, var match, var text) ->
          about("match", value).put("match", match.words()).set("text", of(text));
      case Expression.Missing(var value) -> about("missing", value);
      case Expression.Within(var value, var next, var span) ->
          about("within", value).put("next", next).set("span", of(span));
      case Expression.Anniversary(var value, var next) -> {
        var anniversary = about("anniversary", value);
        yield next == null ? anniversary : anniversary.set("next", of(next));
      }
      case Expression.InSegment(var segment) -> node("segment").put("name", segment);
      case Expression.Any(var relation, var where) -> related("any", relation, where);
      case Expression.Holds(var column) -> about("holds", column);
    };
  }

  private static JsonNode of(Operand operand) {
    return switch (operand) {
      case Operand.Own(var column) ->
          typed("column", operand).set("path", all(List.of(column.name()), JSON::valueToTree));
      case Operand.Joined(var relation, var column) ->
          typed("column", operand)
              .set("path", all(List.of(relation.name(), column.name()), JSON::valueToTree));
      case Operand.Property(var name, _) -> typed("property", operand).put("name", name);
      case Operand.Literal(var value, _) ->
          typed("literal", operand).put("value", Values.format(value));
      case Operand.Today() -> typed("today", operand);
      case Operand.Now() -> typed("now", operand);
      case Operand.Shifted(var span) -> typed("shifted", operand).set("span", of(span));
      case Operand.Count(var relation, var where) -> related("count", relation, where);
      case Operand.Aggregate(var function, var relation, var column, var where) ->
          related("aggregate", relation, where)
              .put("function", function.name().toLowerCase(Locale.ROOT))
              .set("column", of(column));
    };
  }

  private static JsonNode of(Span span) {
    return JSON.createObjectNode().put("amount", span.amount()).put("unit", span.unit().label());
  }

  private static ObjectNode related(String kind, Relation relation, @Nullable Expression where) {
    var node = node(kind).put("relation", relation.name());
    if (relation instanceof Relation.Happened(_, var ever) && ever) {
      node.put("ever", true);
    }
    return where == null ? node : node.set("where", of(where));
  }

  private static ObjectNode node(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  private static ObjectNode about(String kind, Operand value) {
    return node(kind).set("value", of(value));
  }

  private static ObjectNode typed(String kind, Operand operand) {
    return node(kind).put("type", operand.type().label());
  }

  private static <T> ArrayNode all(List<? extends T> items, Function<T, JsonNode> one) {
    var array = JSON.createArrayNode();
    items.forEach(item -> array.add(one.apply(item)));
    return array;
  }
}
