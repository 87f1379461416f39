package caravan.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a user is: each role may do what the one before may, and more. */
public enum Role {
  VIEWER("viewer", Scope.READ),
  MARKETER("marketer", Scope.READ, Scope.DATA, Scope.EDIT),
  ADMINISTRATOR("administrator", Scope.READ, Scope.DATA, Scope.EDIT, Scope.ADMIN);

  private final String label;
  private final Set<Scope> scopes;

  Role(String label, Scope... scopes) {
    this.label = label;
    this.scopes = Set.copyOf(EnumSet.copyOf(Arrays.asList(scopes)));
  }

  /** Its name in files, JSON and the database. */
  public String label() {
    return label;
  }

  public Set<Scope> scopes() {
    return scopes;
  }

  public static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
  }

  public static java.util.List<String> labels() {
    return Arrays.stream(values()).map(Role::label).toList();
  }
}
