package caravan.app;

import caravan.http.EffectiveSettings;
import caravan.http.HttpSettings;
import caravan.http.IntakeSettings;
import caravan.security.SecuritySettings;
import caravan.source.SourceSettings;

/**
 * Everything that is set about a server, a record a room.
 *
 * @param effective the same as text, and where it was set
 */
public record Settings(
    HttpSettings http,
    SecuritySettings security,
    StateSettings state,
    IntakeSettings intake,
    SourceSettings sources,
    LogSettings log,
    EffectiveSettings effective) {}
