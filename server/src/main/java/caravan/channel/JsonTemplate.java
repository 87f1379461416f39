package caravan.channel;

import caravan.message.Escape;
import caravan.message.Fields;
import caravan.message.TextTemplate;
import caravan.problem.Place;
import caravan.problem.Problems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tree of JSON whose texts are templates over a person: rendered text by text, so that a value
 * stays a value.
 */
final class JsonTemplate {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper SHORT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final Map<String, Object> tree;
  private final Fields fields;
  private final Map<String, TextTemplate> templates = new LinkedHashMap<>();

  JsonTemplate(Map<String, Object> tree, Fields fields) {
    this.tree = tree;
    this.fields = fields;
    collect(tree);
  }

  static String text(Object tree) {
    return JSON.writeValueAsString(tree) + "\n";
  }

  /** The JSON of a call, as short as can be. */
  static byte[] bytes(Object tree) {
    return SHORT.writeValueAsBytes(tree);
  }

  /** The body in the JSON of a webhook's call. */
  static byte[] bodyOf(String call) {
    return SHORT.writeValueAsBytes(SHORT.readTree(call).get("body"));
  }

  private void collect(@Nullable Object node) {
    switch (node) {
      case null -> {
        // nothing to render
      }
      case Map<?, ?> map -> map.values().forEach(this::collect);
      case List<?> list -> list.forEach(this::collect);
      case String text -> {
        var problems = new Problems();
        var compiled =
            TextTemplate.compile(text, fields, Place.of("webhook"), Escape.NONE, problems);
        problems.throwIfAny();
        templates.put(text, compiled.orElseThrow());
      }
      default -> {
        // numbers and booleans are what they are
      }
    }
  }

  List<List<String>> uses() {
    return templates.values().stream()
        .flatMap(template -> template.uses().stream())
        .distinct()
        .toList();
  }

  Object render(Map<String, @Nullable Object> values, Locale locale, ZoneId zone) {
    return java.util.Objects.requireNonNull(render(tree, values, locale, zone));
  }

  private @Nullable Object render(
      @Nullable Object node, Map<String, @Nullable Object> values, Locale locale, ZoneId zone) {
    return switch (node) {
      case null -> null;
      case Map<?, ?> map -> {
        var rendered = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((key, value) -> rendered.put(key, render(value, values, locale, zone)));
        yield rendered;
      }
      case List<?> list -> {
        var rendered = new ArrayList<@Nullable Object>();
        list.forEach(value -> rendered.add(render(value, values, locale, zone)));
        yield rendered;
      }
      case String text -> {
        var template = templates.get(text);
        yield template == null ? text : template.render(values, locale, zone);
      }
      default -> node;
    };
  }
}
