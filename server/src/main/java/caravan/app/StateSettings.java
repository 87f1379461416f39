package caravan.app;

import caravan.security.Secret;
import java.util.Optional;

/**
 * Where state is kept.
 *
 * @param address of a PostgreSQL database; nothing for a file in the workspace
 * @param databaseMemory what the embedded database may use, in bytes
 */
public record StateSettings(Optional<Secret> address, long databaseMemory) {}
