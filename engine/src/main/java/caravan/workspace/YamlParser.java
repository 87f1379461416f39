package caravan.workspace;

import caravan.problem.Problems;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a text as one YAML 1.2 document, bounded in depth and in what its aliases stand for. */
public final class YamlParser {

  private static final int MAX_DEPTH = 100;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int MAX_ALIASES = 10_000;
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final FileText source;
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

  private YamlParser(FileText source) {
    this.source = source;
  }

  /** The document of a file; nothing, and a problem, where it is none. */
  public static Optional<Yaml> parse(String file, String text, Problems problems) {
    return new YamlParser(FileText.of(file, text, problems)).parse(text);
  }

  private Optional<Yaml> parse(String text) {
    var settings =
        LoadSettings.builder()
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    var tooLong = firstTooLong(source.lines());
    if (tooLong > 0) {
      source
          .problems()
          .add(
              "too-long",
              source.at(tooLong),
              "the line has more than %,d characters".formatted(LONGEST_LINE));
      return Optional.empty();
    }
    try {
      if (isTooDeep(settings, text)) {
        return Optional.empty();
      }
      var root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        source.problems().add("empty", source.at(0), "the file is empty");
        return Optional.empty();
      }
      return isSound(root.get()) ? Optional.of(new Yaml(root.get(), source)) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      var problem = String.valueOf(e.getProblem());
      notYaml(line, problem.startsWith("but ") ? e.getContext() + ", " + problem : problem);
    } catch (ReaderException e) {
      var before = text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      notYaml((int) before + 1, "the character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      notYaml(0, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private static int firstTooLong(List<String> lines) {
    for (var i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > LONGEST_LINE) {
        return i + 1;
      }
    }
    return 0;
  }

  private void notYaml(int line, String why) {
    source.problems().add("not-yaml", source.at(line), "this is not YAML: " + why);
  }

  private boolean isTooDeep(LoadSettings settings, String text) {
    var depth = 0;
    for (var event : new Parse(settings).parseString(text)) {
      var id = event.getEventId();
      if (id == Event.ID.SequenceStart || id == Event.ID.MappingStart) {
        depth++;
      } else if (id == Event.ID.SequenceEnd || id == Event.ID.MappingEnd) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        var line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        source
            .problems()
            .add("too-deep", source.at(line), "nested more than " + MAX_DEPTH + " deep");
        return true;
      }
    }
    return false;
  }

  private boolean isSound(Node root) {
    var before = source.problems().size();
    var size = size(root);
    if (size > 10L * sizes.size() + 10_000) {
      source
          .problems()
          .add("too-large", source.at(0), "its aliases stand for more than ten times the file");
    }
    return source.problems().size() == before;
  }

  /** How many nodes there are below one, aliases written out; 0 while it is being counted. */
  private long size(Node node) {
    var known = sizes.get(node);
    if (known != null) {
      if (known == 0) {
        problem(node, "alias", "an alias stands for a value that it is part of");
      }
      return known;
    }
    sizes.put(node, 0L);
    if (!node.getTag().getValue().startsWith(STANDARD_TAG)) {
      problem(node, "tag", "tags have no meaning here: " + node.getTag().getValue());
    }
    var size = 1L;
    if (node instanceof SequenceNode sequence) {
      for (var item : sequence.getValue()) {
        size = plus(size, size(item));
      }
    } else if (node instanceof MappingNode mapping) {
      for (var entry : mapping.getValue()) {
        size = plus(size, plus(size(entry.getKeyNode()), size(entry.getValueNode())));
      }
    }
    sizes.put(node, size);
    return size;
  }

  private static long plus(long a, long b) {
    return Math.min(Long.MAX_VALUE / 4, a + b);
  }

  private void problem(Node node, String code, String message) {
    source.problems().add(code, new Yaml(node, source).place(), message);
  }
}
