package caravan.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * The identity provider as it describes itself. It is asked when somebody first wants to sign in,
 * so that the server starts without it.
 */
final class OidcProvider implements ClientRegistrationRepository {

  static final String ID = "oidc";
  static final String CALLBACK = "/login/" + ID + "/callback";

  private final OidcSettings settings;
  private final String base;
  private volatile @Nullable ClientRegistration known;

  OidcProvider(OidcSettings settings, SecuritySettings security) {
    this.settings = settings;
    this.base = security.publicUrl().map(Object::toString).orElse("{baseUrl}");
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    var registration = known;
    if (registration == null) {
      registration =
          ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret().value())
              .redirectUri(base + CALLBACK)
              .scope(settings.scopes())
              .build();
      known = registration;
    }
    return registration;
  }
}
