package caravan.law;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A mapping of YAML while it is put together, in order. */
final class Tree {

  private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

  static Tree of(String key, @Nullable Object value) {
    return new Tree().with(key, value);
  }

  /** With one more entry; values are trees, lists, texts, numbers, truth values and nulls. */
  Tree with(String key, @Nullable Object value) {
    entries.put(key, value);
    return this;
  }

  @Nullable Object get(String key) {
    return entries.get(key);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The text of a file. */
  String yaml() {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.AUTO)
            .setSchema(new CoreSchema())
            .setWidth(100_000)
            .setSplitLines(false)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(plain(this));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Tree tree -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        tree.entries.forEach((key, inner) -> map.put(key, plain(inner)));
        yield map;
      }
      case List<?> list -> {
        var all = new ArrayList<@Nullable Object>();
        list.forEach(inner -> all.add(plain(inner)));
        yield all;
      }
      case null -> null;
      default -> value;
    };
  }
}
