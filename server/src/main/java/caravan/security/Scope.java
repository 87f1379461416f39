package caravan.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A part of what can be done. A role has several, an API token some of its maker's. */
public enum Scope {
  /** See everything that a viewer sees. */
  READ("read"),
  /** Write customers' rows, events and interactions. */
  DATA("data"),
  /** Change segments, journeys and messages. */
  EDIT("edit"),
  /** Manage users, tokens of others and the server. */
  ADMIN("admin");

  private final String label;

  Scope(String label) {
    this.label = label;
  }

  /** Its name in JSON and the database. */
  public String label() {
    return label;
  }

  public static Optional<Scope> of(String label) {
    return Arrays.stream(values()).filter(scope -> scope.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Scope::label).toList();
  }
}
