package caravan.channel;

import caravan.channel.dkim.DkimKey;
import caravan.channel.dkim.DkimSigner;
import caravan.workspace.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How mails are signed, by the settings and the key that is there now.
 *
 * @param settings null where they are not
 */
record Signing(Settings.@Nullable Dkim settings, Secrets secrets) {

  /**
   * What signs.
   *
   * @return nothing where mails are not signed
   * @throws Secrets.Missing where they are to be, and there is no key
   */
  Optional<DkimSigner> signer() throws Secrets.Missing {
    if (settings == null) {
      return Optional.empty();
    }
    var pem = secrets.text(settings.key());
    try {
      return Optional.of(new DkimSigner(settings.domain(), settings.selector(), DkimKey.of(pem)));
    } catch (IllegalArgumentException e) {
      throw new Secrets.Missing(settings.key() + ": " + e.getMessage());
    }
  }
}
