package caravan.source;

import caravan.profile.Role;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.runtime.LiveWorkspace;
import caravan.segment.Segment;
import caravan.warehouse.ColumnType;
import caravan.workspace.Documents;
import caravan.workspace.Settings;
import caravan.workspace.Uses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a workspace declares of a source's table and segments, and how that changes. */
final class SourceDefinitions {

  private static final Map<Role, List<String>> USUAL_ROLES =
      Map.of(
          Role.EMAIL, List.of("email", "emailaddress", "emailaddress1", "primaryemail"),
          Role.PHONE, List.of("mobilephone", "mobile", "phone", "telephone", "telephone1"),
          Role.NAME, List.of("firstname", "givenname", "fullname"),
          Role.LANGUAGE, List.of("language", "preferredlanguage"),
          Role.TIME_ZONE, List.of("timezone"));

  private final LiveWorkspace.Kept kept;
  private final Settings.Insights settings;
  private final Harvest harvest;
  private final Uses uses;
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> vanished = new LinkedHashSet<>();
  private final Map<String, @Nullable String> change = new LinkedHashMap<>();

  SourceDefinitions(LiveWorkspace.Kept kept, Settings.Insights settings, Harvest harvest) {
    this.kept = kept;
    this.settings = settings;
    this.harvest = harvest;
    this.uses = Uses.in(kept.workspace());
    table();
    segments();
  }

  /** The documents that are to be other than they are. */
  Map<String, @Nullable String> change() {
    return change;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The names of segments that are used here and not there any more. */
  Set<String> gone() {
    return gone;
  }

  /** The columns that are used here and not there any more. */
  Set<String> vanished() {
    return vanished;
  }

  private void table() {
    var name = settings.audience();
    var before = kept.workspace().schema().find(name);
    before.ifPresent(this::requireOurs);
    var columns = new LinkedHashMap<String, Object>();
    before.ifPresent(table -> keepUsed(table, columns));
    harvest.columns().types().forEach((column, type) -> columns.put(column, type.label()));
    var root = kept.stand().documents().tree(Documents.ROOT);
    var tables = map(root.get("tables"));
    var table = new LinkedHashMap<>(map(tables.get(name)));
    if (before.isEmpty()) {
      table.put("audience", true);
      table.put("key", harvest.columns().key());
      table.put("source", Source.CUSTOMER_INSIGHTS.label());
      var roles = roles();
      if (!roles.isEmpty()) {
        table.put("roles", roles);
      }
    }
    if (!columns.equals(map(table.get("columns")))) {
      table.put("columns", columns);
      tables.put(name, table);
      root.put("tables", tables);
      change.put(Documents.ROOT, Documents.write(root));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map
        ? new LinkedHashMap<>((Map<String, Object>) map)
        : new LinkedHashMap<>();
  }

  private void requireOurs(Table table) {
    if (table.source() != Source.CUSTOMER_INSIGHTS) {
      throw new SourceFailure(
          SourceFailure.Reason.OTHER_TABLE,
          "there is a table '%s' already, which is not from Customer Insights; choose another 'audience'"
              .formatted(table.name()));
    }
    for (var column : table.columns().values()) {
      var type = harvest.columns().types().get(column.name());
      if (type != null && type != column.type()) {
        throw new SourceFailure(
            SourceFailure.Reason.OTHER_TYPE,
            "column '%s' was %s and is %s now; nothing was taken"
                .formatted(column.name(), column.type().label(), type.label()));
      }
    }
  }

  /** A column that is gone there stays here while anything uses it. */
  private void keepUsed(Table table, Map<String, Object> columns) {
    for (var column : table.columns().values()) {
      if (!harvest.columns().types().containsKey(column.name())) {
        var users = uses.of(Uses.Kind.COLUMN, table.name() + "." + column.name());
        if (!users.isEmpty()) {
          columns.put(column.name(), column.type().label());
          vanished.add(column.name());
          warnings.add(
              "column '%s' is not there any more, and is used by %s"
                  .formatted(column.name(), users(users)));
        }
      }
    }
  }

  private static String users(List<Uses.Use> users) {
    return String.join(
        ", ",
        users.stream()
            .map(use -> "%s '%s'".formatted(use.user().label(), use.userName()))
            .distinct()
            .toList());
  }

  private Map<String, Object> roles() {
    var roles = new LinkedHashMap<String, Object>();
    for (var role : Role.values()) {
      USUAL_ROLES.getOrDefault(role, List.of()).stream()
          .filter(column -> harvest.columns().types().get(column) == ColumnType.TEXT)
          .findFirst()
          .ifPresent(column -> roles.put(role.label(), column));
    }
    return roles;
  }

  private void segments() {
    var known = Refresh.segments(kept.workspace());
    var names = new LinkedHashSet<>(kept.workspace().segments().keySet());
    for (var segment : harvest.segments().values()) {
      var before = known.get(segment.id());
      var name = before == null ? free(segment.name(), names) : before.name();
      names.add(name);
      var page = segment.page().toString();
      var origin = new Segment.Origin(Source.CUSTOMER_INSIGHTS, segment.id(), page, false);
      if (before == null || !origin.equals(before.origin())) {
        put(name, origin);
      }
    }
    known.forEach(
        (id, segment) -> {
          if (harvest.segments().containsKey(id)) {
            return;
          }
          if (harvest.isListed()) {
            missing(segment);
          } else {
            warnings.add(
                "segment '%s' has no members there, or was deleted: the list of segments cannot be read; its members stay as they were"
                    .formatted(segment.name()));
          }
        });
  }

  private static String free(String wanted, Set<String> taken) {
    var name = wanted;
    for (var number = 1; taken.contains(name); number++) {
      name =
          "%s (%s%s)"
              .formatted(wanted, Source.CUSTOMER_INSIGHTS.title(), number == 1 ? "" : " " + number);
    }
    return name;
  }

  private void missing(Segment segment) {
    var document = Documents.Kind.SEGMENT.document(segment.name());
    var users = uses.of(Uses.Kind.SEGMENT, segment.name());
    var origin = segment.origin();
    if (users.isEmpty() || origin == null) {
      change.put(document, null);
      return;
    }
    gone.add(segment.name());
    warnings.add(
        "segment '%s' was deleted there, and is used by %s; its members stay as they were"
            .formatted(segment.name(), users(users)));
    if (!origin.gone()) {
      put(segment.name(), new Segment.Origin(origin.source(), origin.id(), origin.page(), true));
    }
  }

  private void put(String name, Segment.Origin origin) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("segment", name);
    tree.put("audience", settings.audience());
    tree.put("source", origin.source().label());
    tree.put("id", origin.id());
    if (origin.page() != null) {
      tree.put("page", origin.page());
    }
    if (origin.gone()) {
      tree.put("gone", true);
    }
    change.put(Documents.Kind.SEGMENT.document(name), Documents.write(tree));
  }
}
