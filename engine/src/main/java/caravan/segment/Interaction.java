package caravan.segment;

import caravan.profile.Column;
import caravan.profile.Table;
import caravan.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of thing that happens between Caravan and a person: every audience table has a relation of
 * its name to what happened to each person.
 */
public enum Interaction {
  SENT("message", "journey", "channel"),
  DELIVERED("message", "journey", "channel"),
  OPENED("message", "journey", "channel"),
  CLICKED("message", "journey", "channel", "link"),
  BOUNCED("message", "journey", "channel"),
  UNSUBSCRIBED("message", "journey", "channel"),
  ENTERED("journey"),
  LEFT("journey", "reason"),
  EVENT("name");

  private final Table table;

  Interaction(String... texts) {
    var columns = new LinkedHashMap<String, Column>();
    for (var text : texts) {
      columns.put(text, new Column(text, ColumnType.TEXT));
    }
    columns.put("happened", new Column("happened", ColumnType.TIMESTAMP));
    this.table =
        new Table(
            name().toLowerCase(Locale.ROOT), false, null, columns, Map.of(), Map.of(), Map.of());
  }

  /** The relation's name: {@code opened}. */
  public String label() {
    return table.name();
  }

  /** Its columns, seen as a table without key. */
  public Table table() {
    return table;
  }

  /** Whether it concerns a message that was sent, and so belongs to the run that sent it. */
  public boolean concernsMessage() {
    return table.columns().containsKey("message");
  }

  /**
   * Whether it is kept as the cohorts it happened to, each with one set of details, instead of a
   * row a person.
   */
  public boolean isCohortWise() {
    return this == SENT || this == ENTERED || this == LEFT;
  }

  public static Optional<Interaction> of(String label) {
    for (var interaction : values()) {
      if (interaction.label().equals(label)) {
        return Optional.of(interaction);
      }
    }
    return Optional.empty();
  }

  public static List<String> labels() {
    var labels = new ArrayList<String>();
    for (var interaction : values()) {
      labels.add(interaction.label());
    }
    return labels;
  }
}
