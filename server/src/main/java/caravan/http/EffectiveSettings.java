package caravan.http;

import java.util.List;

/** Every setting as it is in force, secrets masked. */
public record EffectiveSettings(List<Setting> settings) {

  /**
   * A setting.
   *
   * @param key its name in {@code server.yaml}: {@code oidc.client-id}
   * @param value as text; empty where it is not set
   * @param from where it was set: a file and line, a variable, an option, {@code default}
   */
  public record Setting(String key, String value, String from) {}

  public EffectiveSettings {
    settings = List.copyOf(settings);
  }
}
