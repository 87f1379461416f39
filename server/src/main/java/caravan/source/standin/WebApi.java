package caravan.source.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Web API of Dataverse as far as it is needed to read the tables of Customer Insights – Data:
 * their rows, page by page, and the definitions of their columns.
 */
final class WebApi {

  static final String ROOT = "/api/data/v9.2/";

  private static final Pattern DEFINITIONS =
      Pattern.compile(
          "EntityDefinitions\\(LogicalName='(\\w+)'\\)/Attributes(?:/Microsoft\\.Dynamics\\.CRM\\.(\\w+))?");

  private static final Pattern PAGE_SIZE = Pattern.compile("odata\\.maxpagesize=([0-9]{1,6})");
  private static final int LARGEST_PAGE = 5_000;

  private final StandInData data;
  private final String environment;

  WebApi(StandInData data, String environment) {
    this.data = data;
    this.environment = environment;
  }

  /** Whether a path is that of rows, which come in pages. */
  static boolean isRows(String path) {
    return EntitySet.called(path).isPresent();
  }

  /**
   * Answers a request.
   *
   * @param path below the root, decoded
   * @param query as it stands in the address
   * @param preference the header {@code Prefer}
   * @param faults of them, those that change what a page has on it
   */
  Reply answer(
      String path, @Nullable String query, @Nullable String preference, Set<Fault> faults) {
    try {
      var set = EntitySet.called(path);
      if (set.isPresent()) {
        return rows(set.get(), Query.parse(query), preference, faults);
      }
      var definitions = DEFINITIONS.matcher(path);
      if (definitions.matches()) {
        return attributes(
            definitions.group(1), Optional.ofNullable(definitions.group(2)), Query.parse(query));
      }
      throw new Query.Refused(
          404, "0x80060888", "Resource not found for the segment '%s'.".formatted(path));
    } catch (Query.Refused refused) {
      return refused.reply();
    }
  }

  private Reply rows(EntitySet set, Query query, @Nullable String preference, Set<Fault> faults)
      throws Query.Refused {
    if (set == EntitySet.SEGMENTS && data.hidesCatalogue()) {
      throw new Query.Refused(
          403,
          "0x80040220",
          "Principal user is missing prvReadmscipriv_segmentmetadata privilege.");
    }
    checkColumns(set, query);
    var size = pageSize(set, preference);
    var found = data.rows(set, query.skipToken(), size + 1);
    var page = found.subList(0, Math.min(size, found.size()));
    var rows = new ArrayList<Map<String, Object>>(size);
    for (var row : page) {
      if (query.fits(row.values())) {
        rows.add(selected(set, query, row));
      }
    }
    if (faults.contains(Fault.DUPLICATE_ID) && !rows.isEmpty()) {
      rows.add(rows.getFirst());
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("@odata.context", context(set.path(), query));
    answer.put("value", rows);
    if (found.size() > size) {
      answer.put(
          "@odata.nextLink",
          environment
              + ROOT
              + set.path()
              + "?"
              + query.next(set.primaryKey(), page.getFirst().id(), page.getLast().id()));
    }
    return Reply.odata(200, answer).with("Preference-Applied", "odata.maxpagesize=" + size);
  }

  private void checkColumns(EntitySet set, Query query) throws Query.Refused {
    var known =
        data.attributes(set).stream().filter(Attribute::hasValue).map(Attribute::name).toList();
    var asked = new ArrayList<>(query.select());
    asked.addAll(query.filter().keySet());
    for (var name : asked) {
      if (!known.contains(name)) {
        throw new Query.Refused(
            400,
            "0x80060888",
            "Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.%s'."
                .formatted(name, set.logicalName()));
      }
    }
  }

  private static int pageSize(EntitySet set, @Nullable String preference) {
    var asked = PAGE_SIZE.matcher(preference == null ? "" : preference);
    if (!asked.find()) {
      return set.pageSize();
    }
    var size = Integer.parseInt(asked.group(1));
    return size < 1 || size > LARGEST_PAGE ? set.pageSize() : size;
  }

  /** The primary key comes whether it was asked for or not. */
  private static Map<String, Object> selected(EntitySet set, Query query, StandInData.Row row) {
    var selected = new LinkedHashMap<String, Object>();
    selected.put("@odata.etag", "W/\"" + row.values().get("versionnumber") + "\"");
    row.values()
        .forEach(
            (name, value) -> {
              if (query.selects(name) || name.equals(set.primaryKey())) {
                selected.put(name, value);
              }
            });
    return selected;
  }

  /** All of them at once: definitions have no pages. */
  private Reply attributes(String table, Optional<String> cast, Query query) throws Query.Refused {
    var set = EntitySet.ofTable(table);
    if (set.isEmpty()) {
      throw new Query.Refused(
          404, "0x80060888", "Could not find an entity with name %s.".formatted(table));
    }
    var definitions = new ArrayList<Map<String, Object>>();
    for (var attribute : data.attributes(set.get())) {
      attribute
          .json(cast)
          .ifPresent(
              json -> {
                json.keySet()
                    .removeIf(
                        name ->
                            !query.selects(name)
                                && !name.equals("MetadataId")
                                && !name.startsWith("@"));
                definitions.add(json);
              });
    }
    return Reply.odata(
        200,
        Map.of(
            "@odata.context",
            context("EntityDefinitions('%s')/Attributes".formatted(table), query),
            "value",
            List.copyOf(definitions)));
  }

  private String context(String of, Query query) {
    var columns = query.select().isEmpty() ? "" : "(" + String.join(",", query.select()) + ")";
    return environment + ROOT + "$metadata#" + of + columns;
  }
}
