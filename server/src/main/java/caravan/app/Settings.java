package caravan.app;

import caravan.http.HttpSettings;
import caravan.http.IntakeSettings;
import caravan.security.SecuritySettings;
import java.util.List;

/**
 * Everything that is set about a server, a record a room.
 *
 * @param effective every setting as it is in force, secrets masked
 */
public record Settings(
    HttpSettings http,
    SecuritySettings security,
    StateSettings state,
    IntakeSettings intake,
    LogSettings log,
    List<Effective> effective) {

  /**
   * A setting as it is in force.
   *
   * @param key its name in {@code server.yaml}: {@code oidc.client-id}
   * @param value as text; empty where it is not set
   * @param from where it was set: a file and line, a variable, an option, {@code default}
   */
  public record Effective(String key, String value, String from) {}

  public Settings {
    effective = List.copyOf(effective);
  }
}
