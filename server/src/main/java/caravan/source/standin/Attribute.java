package caravan.source.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A column of a table as its definition tells it.
 *
 * @param type the {@code AttributeType}: {@code String}, {@code Decimal} …
 * @param detail what the definition of this very type has besides, such as the precision
 */
record Attribute(String name, String type, Map<String, Object> detail) {

  /** Such a column has no value under its own name. */
  private static final Set<String> WITHOUT_VALUE =
      Set.of("Lookup", "Owner", "Customer", "EntityName", "Virtual");

  static Attribute of(String name, String type) {
    return new Attribute(name, type, Map.of());
  }

  static Attribute decimal(String name, int precision) {
    return new Attribute(name, "Decimal", Map.of("Precision", precision));
  }

  static Attribute day(String name) {
    return moment(name, "DateOnly", "DateOnly");
  }

  static Attribute instant(String name) {
    return moment(name, "UserLocal", "DateAndTime");
  }

  private static Attribute moment(String name, String behavior, String format) {
    return new Attribute(
        name, "DateTime", Map.of("DateTimeBehavior", Map.of("Value", behavior), "Format", format));
  }

  boolean hasValue() {
    return !WITHOUT_VALUE.contains(type) && of().isEmpty();
  }

  /** The column whose value this one only shows in another way. */
  private Optional<String> of() {
    return name.equals("owneridname") ? Optional.of("ownerid") : Optional.empty();
  }

  /** The name of the definition's own type, without its namespace. */
  String definition() {
    return type.equals("Uniqueidentifier") ? "AttributeMetadata" : type + "AttributeMetadata";
  }

  /**
   * The definition as the Web API answers it.
   *
   * @param cast whether this very type was asked for: only then its details are told
   * @return empty if another type was asked for
   */
  Optional<Map<String, Object>> json(Optional<String> cast) {
    if (cast.isPresent() && !cast.get().equals(definition())) {
      return Optional.empty();
    }
    var json = new LinkedHashMap<String, Object>();
    if (cast.isEmpty()) {
      json.put("@odata.type", "#Microsoft.Dynamics.CRM." + definition());
    }
    json.put("LogicalName", name);
    json.put("SchemaName", name);
    json.put("AttributeType", type);
    json.put("AttributeTypeName", Map.of("Value", type + "Type"));
    json.put("AttributeOf", of().orElse(null));
    json.put("IsValidForRead", true);
    json.put("MetadataId", StandInData.guid("attribute " + name));
    cast.ifPresent(_ -> json.putAll(detail));
    return Optional.of(json);
  }
}
