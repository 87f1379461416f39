package caravan.workspace;

import caravan.profile.Role;
import caravan.profile.Schema;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.profile.ToOne;
import caravan.segment.Printer;
import caravan.segment.Segment;
import caravan.warehouse.Values;
import caravan.workspace.YamlWriter.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables, settings and segments as they stand in YAML. */
final class DefinitionTrees {

  private DefinitionTrees() {}

  /**
   * {@code caravan.yaml}.
   *
   * @param withData whether files of data are named
   */
  static Map<String, Object> root(Workspace workspace, boolean withData) {
    var schema = workspace.schema();
    var tables = new LinkedHashMap<String, Object>();
    var relations = new LinkedHashMap<String, Object>();
    for (var table : schema.tables().values()) {
      var data = withData ? workspace.dataFiles().get(table.name()) : null;
      tables.put(table.name(), table(table, schema, data));
      for (var relation : table.toOne().values()) {
        if (!isBothWays(table, relation, schema)) {
          relations.put(
              table.name() + "." + relation.name(), relation.column() + " -> " + relation.target());
        }
      }
    }
    var root = new LinkedHashMap<String, Object>();
    root.put("tables", tables);
    if (!relations.isEmpty()) {
      root.put("relations", relations);
    }
    var channels = new LinkedHashMap<String, Object>();
    var email = workspace.settings().email();
    if (email != null) {
      channels.put("email", email(email));
    }
    workspace
        .settings()
        .calls()
        .forEach((name, channel) -> channels.put(name, HttpChannelTree.of(channel)));
    if (!channels.isEmpty()) {
      root.put("channels", channels);
    }
    var consent = ConsentTree.of(workspace.settings().consent());
    if (!consent.isEmpty()) {
      root.put("consent", consent);
    }
    var insights = workspace.settings().insights();
    if (insights != null) {
      root.put("sources", Map.of("customer-insights", insights(insights)));
    }
    seeds(workspace.settings().seeds(), root);
    root.put("time-zone", workspace.settings().zone().getId());
    return root;
  }

  /** A list where that is all that is to be said. */
  private static void seeds(Settings.Seeds seeds, Map<String, Object> root) {
    if (seeds.everyRun()) {
      var tree = new LinkedHashMap<String, Object>();
      tree.put(SeedsReader.ADDRESSES, seeds.addresses());
      tree.put(SeedsReader.EVERY_RUN, Token.of(true));
      root.put("seeds", tree);
    } else if (!seeds.addresses().isEmpty()) {
      root.put("seeds", seeds.addresses());
    }
  }

  static Map<String, Object> table(Table table, Schema schema, @Nullable String data) {
    var tree = new LinkedHashMap<String, Object>();
    if (table.audience()) {
      tree.put("audience", Token.of(true));
    }
    if (table.key() != null) {
      tree.put("key", table.key());
    }
    if (data != null) {
      tree.put("data", data);
    }
    if (table.source() != Source.OUTBOUND_MARKETING) {
      tree.put("source", table.source().label());
    }
    var columns = new LinkedHashMap<String, Object>();
    table.columns().values().forEach(column -> columns.put(column.name(), column.type().label()));
    tree.put("columns", columns);
    var roles = new LinkedHashMap<String, Object>();
    for (var role : Role.values()) {
      table.role(role).ifPresent(column -> roles.put(role.label(), column.name()));
    }
    if (!roles.isEmpty()) {
      tree.put("roles", roles);
    }
    var belongsTo = new LinkedHashMap<String, Object>();
    for (var relation : table.toOne().values()) {
      if (isBothWays(table, relation, schema)) {
        belongsTo.put(relation.target(), relation.column());
      }
    }
    if (!belongsTo.isEmpty()) {
      tree.put("belongs-to", belongsTo);
    }
    return tree;
  }

  /** Whether the other side has a relation to here, too: {@code belongs-to}. */
  private static boolean isBothWays(Table table, ToOne relation, Schema schema) {
    var back = schema.table(relation.target()).toMany().get(table.name());
    return relation.name().equals(relation.target())
        && back != null
        && back.table().equals(table.name())
        && back.column().equals(relation.column());
  }

  private static Map<String, Object> insights(Settings.Insights insights) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("environment", insights.environment());
    tree.put("tenant", insights.tenant());
    tree.put("client", insights.client());
    if (insights.authority() != null) {
      tree.put("authority", insights.authority());
    }
    if (insights.segmentPage() != null) {
      tree.put("segment-page", insights.segmentPage());
    }
    tree.put("audience", insights.audience());
    tree.put("refresh", Token.of(insights.refresh()));
    tree.put("largest-loss", new Token(insights.largestLoss() + "%"));
    return tree;
  }

  private static Map<String, Object> email(Settings.Email email) {
    var tree = new LinkedHashMap<String, Object>();
    switch (email) {
      case Settings.Smtp smtp -> tree.put("smtp", smtp.url());
      case Settings.Outbox(var folder, _) -> tree.put("outbox", folder);
    }
    if (email.from() != null) {
      tree.put("from", email.from());
    }
    if (email instanceof Settings.Smtp smtp) {
      limits(smtp, tree);
    }
    return tree;
  }

  private static void limits(Settings.Smtp smtp, Map<String, Object> tree) {
    tree.put("connections", Token.of(smtp.connections()));
    if (smtp.rate() != null) {
      tree.put("rate", new Token(smtp.rate().toString()));
    }
    if (!smtp.domainRates().isEmpty()) {
      var rates = new LinkedHashMap<String, Object>();
      smtp.domainRates().forEach((domain, rate) -> rates.put(domain, new Token(rate.toString())));
      tree.put("domain-rates", rates);
    }
    tree.put("attempts", Token.of(smtp.attempts()));
    tree.put("unknown", new Token(smtp.resendsUnknown() ? "resend" : "hold"));
    if (smtp.dkim() != null) {
      tree.put("dkim", dkim(smtp.dkim()));
    }
    if (smtp.returns() != null) {
      tree.put("returns", returns(smtp.returns()));
    }
  }

  private static Map<String, Object> returns(Returns returns) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("imap", returns.url());
    tree.put("user", returns.user());
    tree.put("password", HttpChannelTree.secret(returns.password()));
    tree.put("folder", returns.folder());
    tree.put("done", returns.done());
    tree.put("every", new Token(returns.every().toString()));
    return tree;
  }

  private static Map<String, Object> dkim(Settings.Dkim dkim) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("selector", dkim.selector());
    tree.put("domain", dkim.domain());
    tree.put("key", HttpChannelTree.secret(dkim.key()));
    return tree;
  }

  /** {@code segments.yaml}. */
  static Map<String, Object> segments(Collection<Segment> segments) {
    return Map.of("segments", segments.stream().map(DefinitionTrees::segment).toList());
  }

  /** One segment. */
  static Map<String, Object> segment(Segment segment) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("segment", segment.name());
    tree.put("audience", segment.audience());
    var origin = segment.origin();
    if (origin != null) {
      tree.put("source", origin.source().label());
      tree.put("id", origin.id());
      if (origin.page() != null) {
        tree.put("page", origin.page());
      }
      if (origin.gone()) {
        tree.put("gone", Token.of(true));
      }
      return tree;
    }
    if (segment.where() == null) {
      tree.put("members", cells(segment.members()));
    } else {
      tree.put("where", Printer.print(segment.where()));
    }
    if (!segment.also().isEmpty()) {
      tree.put("also", cells(segment.also()));
    }
    if (!segment.never().isEmpty()) {
      tree.put("never", cells(segment.never()));
    }
    return tree;
  }

  /** Values of the customers' data. */
  static List<Object> cells(List<Object> values) {
    return values.stream().map(DefinitionTrees::cell).toList();
  }

  /** A value of the customers' data: texts as texts, others as they are formatted. */
  static Object cell(Object value) {
    return value instanceof String ? value : new Token(Values.format(value));
  }

  /** A row's cells, or the values of a set. */
  static Map<String, @Nullable Object> cells(Map<String, @Nullable Object> values) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    values.forEach((name, value) -> tree.put(name, value == null ? null : cell(value)));
    return tree;
  }

  /** A tree whose numbers and truth values are written as such. */
  static @Nullable Object typed(@Nullable Object tree) {
    return switch (tree) {
      case null -> null;
      case Map<?, ?> map -> {
        var typed = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> typed.put(String.valueOf(name), typed(value)));
        yield typed;
      }
      case List<?> list -> {
        var typed = new ArrayList<@Nullable Object>();
        list.forEach(item -> typed.add(typed(item)));
        yield typed;
      }
      case Number number -> Token.of(number);
      case Boolean truth -> Token.of(truth);
      default -> tree.toString();
    };
  }
}
