package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML file, with its place. Asked for as what it should be, it is that, or a problem.
 * Scalars are texts as they are written; {@code null}, {@code ~} and nothing at all are missing
 * values.
 */
public record Yaml(Node node, FileText source) {

  private static final Set<String> MISSING = Set.of("", "~", "null", "Null", "NULL");

  /** Its line; the column is left open. */
  public Place place() {
    return source.at(line() + 1);
  }

  int line() {
    return node.getStartMark().map(mark -> mark.getLine()).orElse(-1);
  }

  public boolean isMissing() {
    return node instanceof ScalarNode scalar && isPlain() && MISSING.contains(scalar.getValue());
  }

  boolean isEmptyList() {
    return node instanceof SequenceNode sequence && sequence.getValue().isEmpty();
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether it is a scalar without quotes, on one line or several. */
  boolean isPlain() {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
  }

  /** Its text as written; nothing, without a problem, where it is a missing value or no scalar. */
  public Optional<String> scalar() {
    return node instanceof ScalarNode scalar && !isMissing()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /**
   * Its text.
   *
   * @param what should stand here: {@code a name}
   */
  public Optional<String> text(String what) {
    var text = scalar();
    if (text.isEmpty()) {
      expected(what);
    }
    return text;
  }

  public Optional<List<Yaml>> list(String what) {
    if (node instanceof SequenceNode sequence) {
      return Optional.of(sequence.getValue().stream().map(item -> new Yaml(item, source)).toList());
    }
    expected(what);
    return Optional.empty();
  }

  public Optional<Mapping> mapping(String what) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(Mapping.of(this, mapping));
    }
    expected(what);
    return Optional.empty();
  }

  /** The same value, whose problems go nowhere. */
  Yaml quietly() {
    return new Yaml(node, new FileText(source.file(), source.lines(), new Problems()));
  }

  void expected(String what) {
    problem("kind", what + " should stand here, found " + found());
  }

  private String found() {
    return switch (node) {
      case SequenceNode _ -> "a list";
      case MappingNode _ -> "a mapping of keys";
      default -> isMissing() ? "nothing" : "the text '" + clip(scalar().orElse("")) + "'";
    };
  }

  public void problem(String code, String message) {
    source.problems().add(code, place(), message);
  }

  static String clip(String text) {
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
