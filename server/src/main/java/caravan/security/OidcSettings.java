package caravan.security;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * An identity provider that speaks OpenID Connect.
 *
 * @param label what the button on the login page calls it
 * @param rolesClaim the claim with a person's roles there: a name, or a path with points
 * @param roles our role for each of theirs; a person with several gets the highest
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Secret clientSecret,
    String label,
    String rolesClaim,
    Map<String, Role> roles,
    List<String> scopes) {

  public OidcSettings {
    roles = Map.copyOf(roles);
    scopes = List.copyOf(scopes);
  }
}
