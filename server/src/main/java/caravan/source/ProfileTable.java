package caravan.source;

import caravan.source.SourceFailure.Reason;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The table of unified profiles, {@code msdynci_customerprofile}: which columns it has is up to
 * each environment, so they are read from its definition.
 *
 * <p>Chosen here, as Microsoft leaves it open:
 *
 * <ul>
 *   <li>Only columns named {@code msdynci_…} are read: what unification makes is named so. All
 *       others are Dataverse's own (owner, version, partition …).
 *   <li>They are known without that prefix, as Customer Insights shows them: {@code firstname}.
 *   <li>The key is {@code msdynci_customerid} (32 hexadecimal digits), the table's primary name;
 *       the primary key {@code msdynci_customerprofileid} is left out.
 *   <li>A decimal with more than 6 digits after the point is a number (double precision).
 *   <li>A choice is its number; lookups, files, images and multiple choices are left out.
 * </ul>
 */
record ProfileTable(List<ProfileColumn> columns) {

  static final String ENTITY_SET = "msdynci_customerprofiles";

  private static final String ATTRIBUTES =
      "EntityDefinitions(LogicalName='msdynci_customerprofile')/Attributes";
  private static final String OF_TYPE = ATTRIBUTES + "/Microsoft.Dynamics.CRM.";

  private static final String PREFIX = "msdynci_";
  private static final String KEY = "msdynci_customerid";
  private static final String PRIMARY_KEY = "msdynci_customerprofileid";
  private static final String NAME = "LogicalName";

  /** Reads the definition. */
  static ProfileTable of(Dataverse dataverse) {
    var days = new HashSet<String>();
    dataverse.read(
        OF_TYPE + "DateTimeAttributeMetadata",
        List.of(NAME, "DateTimeBehavior"),
        "",
        attribute -> {
          if (text(attribute.path("DateTimeBehavior").path("Value")).equals("DateOnly")) {
            days.add(text(attribute.path(NAME)));
          }
        });
    var digits = new HashMap<String, Integer>();
    dataverse.read(
        OF_TYPE + "DecimalAttributeMetadata",
        List.of(NAME, "Precision"),
        "",
        attribute -> digits.put(text(attribute.path(NAME)), attribute.path("Precision").asInt(10)));
    var columns = new ArrayList<ProfileColumn>();
    dataverse.read(
        ATTRIBUTES,
        List.of(NAME, "AttributeType", "AttributeOf", "IsValidForRead"),
        "",
        attribute -> {
          var name = text(attribute.path(NAME));
          if (isRead(name, attribute)) {
            type(name, text(attribute.path("AttributeType")), days, digits)
                .ifPresent(type -> columns.add(column(name, type)));
          }
        });
    var key = column(KEY, ColumnType.TEXT);
    if (!columns.remove(key)) {
      throw new SourceFailure(
          Reason.NOT_FOUND,
          "The table of profiles has no text column '%s'; is this Customer Insights – Data?"
              .formatted(KEY));
    }
    columns.addFirst(key);
    return new ProfileTable(List.copyOf(columns));
  }

  /** What a receiver is told of the columns. */
  ProfileColumns shown() {
    var types = new LinkedHashMap<String, ColumnType>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    return new ProfileColumns(key(), types);
  }

  List<String> attributes() {
    return columns.stream().map(ProfileColumn::attribute).toList();
  }

  String key() {
    return columns.getFirst().name();
  }

  /** The present values of a row. */
  Map<String, Object> values(JsonNode row) {
    var values = LinkedHashMap.<String, Object>newLinkedHashMap(columns.size());
    for (var column : columns) {
      var json = row.path(column.attribute());
      if (!json.isNull() && !json.isMissingNode()) {
        values.put(column.name(), column.value(json).orElseThrow(() -> unexpected(column, row)));
      }
    }
    if (!(values.get(key()) instanceof String key) || key.isEmpty()) {
      throw new SourceFailure(
          Reason.NO_ID, "A profile has no id: its '%s' is missing".formatted(KEY));
    }
    return values;
  }

  private static boolean isRead(String name, JsonNode attribute) {
    return name.startsWith(PREFIX)
        && name.length() > PREFIX.length()
        && !name.equals(PRIMARY_KEY)
        && !attribute.path("AttributeOf").isString()
        && attribute.path("IsValidForRead").asBoolean(false);
  }

  private static Optional<ColumnType> type(
      String name, String attributeType, Set<String> days, Map<String, Integer> digits) {
    return Optional.ofNullable(
        switch (attributeType) {
          case "String", "Memo", "Uniqueidentifier" -> ColumnType.TEXT;
          case "Integer", "BigInt", "Picklist", "State", "Status" -> ColumnType.INTEGER;
          case "Decimal" ->
              digits.getOrDefault(name, 10) <= 6 ? ColumnType.DECIMAL : ColumnType.NUMBER;
          case "Money" -> ColumnType.DECIMAL;
          case "Double" -> ColumnType.NUMBER;
          case "Boolean" -> ColumnType.BOOLEAN;
          case "DateTime" -> days.contains(name) ? ColumnType.DATE : ColumnType.TIMESTAMP;
          default -> null;
        });
  }

  private static ProfileColumn column(String attribute, ColumnType type) {
    return new ProfileColumn(attribute, attribute.substring(PREFIX.length()), type);
  }

  /** The value itself is a person's, and not told. */
  private static SourceFailure unexpected(ProfileColumn column, JsonNode row) {
    return new SourceFailure(
        Reason.UNEXPECTED_VALUE,
        "Profile '%s' has a value of '%s' that is not %s"
            .formatted(text(row.path(KEY)), column.attribute(), Values.accepted(column.type())));
  }

  private static String text(JsonNode json) {
    return json.isString() ? json.stringValue() : "";
  }
}
