package caravan.source;

import java.util.Optional;

/**
 * What a server is told of sources from outside of its workspace.
 *
 * @param secret the client secret of the connection to Customer Insights
 */
public record SourceSettings(Optional<String> secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "SourceSettings[secret=" + (secret.isPresent() ? "***" : "none") + "]";
  }
}
