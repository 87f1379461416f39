package caravan.security;

import java.time.Instant;
import java.util.Optional;

/**
 * The key by which commands on this machine speak to the server: made when it starts, good as long
 * as it runs, and kept nowhere but in a file that only its own user may read.
 */
public final class LocalKey {

  private static final String ID = "local";
  private static final User COMMANDS =
      new User(
          ID,
          "commands",
          "commands@localhost",
          Role.ADMINISTRATOR,
          false,
          null,
          null,
          Instant.EPOCH);

  private final String key = Tokens.PREFIX + Keys.random();
  private final String digest = Keys.digest(key);

  /** The key, for the file. */
  public String text() {
    return key;
  }

  /** Who commands are, if that is whose id it is: tokens that they made belong to nobody else. */
  public static Optional<User> user(String id) {
    return id.equals(ID) ? Optional.of(COMMANDS) : Optional.empty();
  }

  /** The caller who sent it, if it is this one. */
  Optional<Caller> caller(String sent, String address) {
    return Keys.digest(sent).equals(digest)
        ? Optional.of(new Caller(COMMANDS, COMMANDS.role().scopes(), Caller.Via.LOCAL, ID, address))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "the local key";
  }
}
