package caravan.http;

import caravan.security.Needs;
import caravan.security.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the server is set, for administrators. */
@RestController
class SettingsResource {

  private final EffectiveSettings settings;

  SettingsResource(EffectiveSettings settings) {
    this.settings = settings;
  }

  @Needs(Scope.ADMIN)
  @GetMapping("/api/v1/settings/effective")
  EffectiveSettings show() {
    return settings;
  }
}
