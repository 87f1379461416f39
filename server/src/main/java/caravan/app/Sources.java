package caravan.app;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.workspace.Mapping;
import caravan.workspace.SecretSource;
import caravan.workspace.Yaml;
import caravan.workspace.YamlParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where settings are set: each overlays the one before. */
final class Sources {

  /** The file in the workspace's folder. */
  private static final String FILE = "server.yaml";

  private static final String PREFIX = "CARAVAN_";

  /** Read by the script that starts Java, and by commands that speak to a server. */
  private static final List<String> OTHERS = List.of("CARAVAN_JAVA_OPTIONS", "CARAVAN_TOKEN");

  private final Problems problems;
  private final Map<Key, Given> given = new EnumMap<>(Key.class);

  private Sources(Problems problems) {
    this.problems = problems;
  }

  /** Every setting that was set. */
  static Map<Key, Given> read(
      Path folder,
      Map<String, String> environment,
      Map<String, String> options,
      Problems problems) {
    var sources = new Sources(problems);
    sources.file(folder.resolve(FILE));
    sources.environment(new TreeMap<>(environment));
    options.forEach(
        (name, value) ->
            Key.ofPath(name).ifPresent(key -> sources.put(key, value, Place.of("--" + name))));
    return sources.given;
  }

  /** The parts of a text: lines where it has several, else between commas. */
  static List<String> entries(String text) {
    return Arrays.stream(text.split(text.contains("\n") ? "\n" : ",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private void put(Key key, String text, Place place) {
    if (text.strip().isEmpty()) {
      given.remove(key);
    } else {
      given.put(
          key, new Given(key, text.strip() + (text.endsWith("\n") ? "\n" : ""), place, problems));
    }
  }

  private void environment(Map<String, String> variables) {
    var known = new ArrayList<>(Key.variables());
    known.addAll(OTHERS);
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)
              && !name.startsWith(SecretSource.PREFIX)
              && !OTHERS.contains(name)) {
            var key = Arrays.stream(Key.values()).filter(k -> k.variable().equals(name)).findAny();
            key.ifPresentOrElse(
                k -> put(k, value, Place.of(name)),
                () ->
                    problems.addUnknown(
                        "unknown-variable",
                        Place.of(name),
                        "there is no such setting",
                        name,
                        known));
          }
        });
  }

  private void file(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      var text = Files.readString(file);
      if (!text.isBlank()) {
        YamlParser.parse(FILE, text, problems)
            .flatMap(yaml -> yaml.mapping("settings"))
            .ifPresent(mapping -> section(mapping, ""));
      }
    } catch (CharacterCodingException _) {
      problems.add("encoding", Place.of(FILE), "this file is not UTF-8 text");
    } catch (IOException e) {
      problems.add("file", Place.of(FILE), "this file cannot be read: " + e.getMessage());
    }
  }

  private void section(Mapping mapping, String prefix) {
    var names =
        Arrays.stream(Key.values())
            .map(Key::path)
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()).replaceFirst("\\..*$", ""))
            .distinct()
            .toList();
    mapping.allow(prefix.isEmpty() ? FILE : "'" + prefix.replace(".", "") + "'", names);
    for (var entry : mapping.values().entrySet()) {
      var path = prefix + entry.getKey();
      var value = entry.getValue();
      var key = Key.ofPath(path);
      if (key.isPresent()) {
        text(key.get(), value).ifPresent(text -> put(key.get(), text, value.place()));
      } else if (names.contains(entry.getKey()) && !value.isMissing()) {
        value.mapping("settings").ifPresent(below -> section(below, path + "."));
      }
    }
  }

  private static Optional<String> text(Key key, Yaml value) {
    return switch (key) {
      case OIDC_ROLES -> value.isMissing() ? Optional.empty() : mapping(value);
      case OIDC_SCOPES, TRUSTED_PROXIES -> value.scalar().or(() -> list(value));
      default -> value.isMissing() ? Optional.empty() : value.text("a value");
    };
  }

  private static Optional<String> list(Yaml value) {
    if (value.isMissing()) {
      return Optional.empty();
    }
    return value
        .list("a list")
        .map(
            items ->
                String.join(",", items.stream().flatMap(i -> i.text("a value").stream()).toList()));
  }

  private static Optional<String> mapping(Yaml value) {
    return value
        .mapping("a mapping of their roles to ours")
        .map(
            roles -> {
              var lines = new StringBuilder();
              roles
                  .values()
                  .forEach(
                      (theirs, ours) ->
                          ours.text("one of our roles")
                              .ifPresent(
                                  o -> lines.append(theirs).append('=').append(o).append('\n')));
              return lines.toString();
            });
  }
}
