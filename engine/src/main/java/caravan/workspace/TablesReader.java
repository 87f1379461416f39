package caravan.workspace;

import caravan.profile.Role;
import caravan.profile.Source;
import caravan.segment.Interaction;
import caravan.warehouse.ColumnType;
import caravan.workspace.TableDeclaration.Link;
import caravan.workspace.TableDeclaration.Named;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code tables} and {@code relations} of {@code caravan.yaml}. */
final class TablesReader {

  private static final Pattern RELATION = Pattern.compile("(.+?)\\s*->\\s*(.+)");

  /** Keys that stand beside the audience's name in events and interactions of scenarios. */
  private static final Set<String> NO_AUDIENCE =
      Set.of("name", "properties", "type", "message", "journey", "link", "happened");

  private final Texts folder;
  private final Map<String, TableDeclaration> tables = new LinkedHashMap<>();
  private final Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private TablesReader(Texts folder) {
    this.folder = folder;
  }

  /** The tables by name, those with faults too. */
  static Map<String, TableDeclaration> read(Mapping root, Texts folder) {
    var reader = new TablesReader(folder);
    root.require("caravan.yaml", "tables")
        .flatMap(tables -> tables.mapping("a mapping of tables by name"))
        .ifPresent(reader::tables);
    root.get("relations")
        .flatMap(relations -> relations.mapping("a mapping of relations like contact.account"))
        .ifPresent(
            relations -> relations.values().forEach((key, _) -> reader.relation(relations, key)));
    reader.checkTargets();
    return reader.tables;
  }

  private void tables(Mapping all) {
    if (all.values().isEmpty()) {
      all.self().problem("missing-key", "at least one table should stand here");
    }
    all.values()
        .forEach(
            (name, value) -> {
              checkTableName(name, all.key(name));
              var empty = value.isMissing();
              if (empty) {
                all.key(name).problem("kind", "a table should stand here, found nothing");
              }
              var mapping = empty ? Optional.<Mapping>empty() : value.mapping("a table");
              mapping.ifPresent(table -> tables.put(name, table(name, all.key(name), table)));
            });
  }

  private void checkTableName(String name, Yaml key) {
    checkName(name, key, "a table's name");
    if (name.contains(".") || name.contains("\"")) {
      key.problem("name", "a table's name has no dot and no quote in it");
    }
    if (Interaction.of(name).isPresent()) {
      key.problem(
          "reserved-name",
          "no table can be named '%s': every audience has a relation of that name".formatted(name));
    }
    var same = spellings.putIfAbsent(name, name);
    if (same != null) {
      key.problem(
          "duplicate-name", "tables '%s' and '%s' differ only in case".formatted(same, name));
    }
  }

  private static void checkName(String name, Yaml key, String what) {
    if (!Scalars.isName(name)) {
      key.problem("name", what + " is a line of 1 to 200 characters, not blank at its ends");
    }
    if (name.startsWith("caravan:")) {
      key.problem("reserved-name", "names that begin with 'caravan:' are Caravan's own");
    }
  }

  private TableDeclaration table(String name, Yaml at, Mapping table) {
    table.allow("a table", "audience", "key", "data", "columns", "roles", "belongs-to", "source");
    var audience = table.get("audience").flatMap(Scalars::truth).orElse(false);
    if (audience && NO_AUDIENCE.contains(name)) {
      at.problem(
          "reserved-name",
          "no audience can be named '" + name + "': it means something else in scenarios");
    }
    var key = table.get("key").flatMap(value -> named(value, "a column's name")).orElse(null);
    if (audience && !table.has("key")) {
      at.problem("missing-key", "'" + name + "' is an audience, so it needs a 'key'");
    }
    var data = table.get("data");
    var path = data.flatMap(folder::named);
    var names = new LinkedHashMap<String, Named>();
    return new TableDeclaration(
        name,
        at.place(),
        audience,
        key,
        path.orElse(null),
        path.map(this::label).orElse(null),
        data.isPresent(),
        names,
        columns(table, names),
        roles(table, audience),
        new ArrayList<>(belongsTo(table)),
        table.get("source").flatMap(Scalars::source).orElse(Source.OUTBOUND_MARKETING));
  }

  private String label(Path path) {
    return folder.root().normalize().relativize(path).toString().replace('\\', '/');
  }

  private static Optional<Named> named(Yaml value, String what) {
    return value.text(what).map(text -> new Named(text, value.place()));
  }

  private static Map<String, ColumnType> columns(Mapping table, Map<String, Named> names) {
    var columns = new LinkedHashMap<String, ColumnType>();
    var types = Arrays.stream(ColumnType.values()).map(ColumnType::label).toList();
    var all = table.get("columns").flatMap(value -> value.mapping("a mapping of columns to types"));
    all.ifPresent(
        mapping ->
            mapping
                .values()
                .forEach(
                    (name, value) -> {
                      names.put(name, new Named(name, mapping.key(name).place()));
                      var label = value.text("a column type");
                      var type = label.flatMap(ColumnType::of);
                      if (label.isPresent() && type.isEmpty()) {
                        value.problem(
                            "unknown-type",
                            "there is no column type '%s' (there are: %s)"
                                .formatted(label.get(), String.join(", ", types)));
                      }
                      columns.put(name, type.orElse(ColumnType.TEXT));
                    }));
    return columns;
  }

  private static Map<Role, Named> roles(Mapping table, boolean audience) {
    var roles = new LinkedHashMap<Role, Named>();
    var all = table.get("roles").flatMap(value -> value.mapping("a mapping of roles to columns"));
    if (all.isEmpty()) {
      return roles;
    }
    var labels = Arrays.stream(Role.values()).map(Role::label).toList();
    all.get().allow("roles", labels);
    if (!audience) {
      table.key("roles").problem("roles", "only an audience has roles");
    }
    all.get()
        .values()
        .forEach(
            (label, value) ->
                Role.of(label)
                    .ifPresent(
                        role ->
                            named(value, "a column's name")
                                .ifPresent(column -> roles.put(role, column))));
    return roles;
  }

  private static List<Link> belongsTo(Mapping table) {
    var links = new ArrayList<Link>();
    var all =
        table.get("belongs-to").flatMap(value -> value.mapping("a mapping of tables to columns"));
    all.ifPresent(
        mapping ->
            mapping
                .values()
                .forEach(
                    (target, value) ->
                        value
                            .text("a column's name")
                            .ifPresent(
                                column ->
                                    links.add(
                                        new Link(
                                            mapping.key(target).place(),
                                            target,
                                            column,
                                            target,
                                            true)))));
    return links;
  }

  private void relation(Mapping relations, String name) {
    var key = relations.key(name);
    var dot = name.indexOf('.');
    if (dot <= 0 || dot == name.length() - 1) {
      key.problem("relation", "a relation is named like contact.account, found '" + name + "'");
      return;
    }
    var value = relations.values().get(name);
    var text = value == null ? Optional.<String>empty() : value.text("'column -> table'");
    var from = known(name.substring(0, dot), key);
    if (text.isEmpty() || value == null) {
      return;
    }
    var match = RELATION.matcher(text.get());
    if (!match.matches()) {
      value.expected("'column -> table'");
      return;
    }
    if (from != null) {
      var relation = name.substring(dot + 1);
      checkName(relation, key, "a relation's name");
      from.links().add(new Link(key.place(), relation, match.group(1), match.group(2), false));
    }
  }

  private @Nullable TableDeclaration known(String name, Yaml at) {
    var table = tables.get(name);
    if (table == null) {
      at.source()
          .problems()
          .addUnknown(
              "unknown-table",
              at.place(),
              "there is no table '" + name + "'",
              name,
              tables.keySet());
    }
    return table;
  }

  private void checkTargets() {
    for (var table : tables.values()) {
      table.links().removeIf(link -> !isTarget(link));
    }
  }

  private boolean isTarget(Link link) {
    var target = tables.get(link.target());
    if (target == null) {
      folder
          .problems()
          .addUnknown(
              "unknown-table",
              link.place(),
              "there is no table '" + link.target() + "'",
              link.target(),
              tables.keySet());
      return false;
    }
    if (target.key() == null && !target.audience()) {
      folder
          .problems()
          .add(
              "no-key",
              link.place(),
              "'%s' has no key, so no row can belong to one of its rows".formatted(link.target()));
    }
    return target.key() != null;
  }
}
