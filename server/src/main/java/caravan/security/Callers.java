package caravan.security;

import java.util.EnumSet;
import java.util.Optional;

/** Finds out who somebody is by what they show, and whether they still are. */
public final class Callers {

  private final AdminDatabase db;
  private final Users users;
  private final Sessions sessions;
  private final Tokens tokens;
  private final LocalKey local;

  Callers(AdminDatabase db, Users users, Sessions sessions, Tokens tokens, LocalKey local) {
    this.db = db;
    this.users = users;
    this.sessions = sessions;
    this.tokens = tokens;
    this.local = local;
  }

  /** Whose key this is: a token's, or that of commands on this machine. */
  Optional<Caller> byKey(String key, String address) {
    return local
        .caller(key, address)
        .or(
            () ->
                tokens
                    .find(key)
                    .flatMap(
                        token -> user(token.userId()).map(user -> caller(user, token, address))));
  }

  private static Caller caller(User user, ApiToken token, String address) {
    var scopes = EnumSet.copyOf(token.scopes());
    scopes.retainAll(user.role().scopes());
    return new Caller(user, scopes, Caller.Via.TOKEN, token.id(), address);
  }

  /** Whose session this is. */
  Optional<Caller> bySession(String key, String address) {
    return sessions
        .find(key)
        .flatMap(
            session ->
                user(session.userId())
                    .map(
                        user ->
                            new Caller(
                                user,
                                user.role().scopes(),
                                Caller.Via.SESSION,
                                session.id(),
                                address)));
  }

  private Optional<User> user(String id) {
    return users.find(id).filter(user -> !user.disabled()).or(() -> LocalKey.user(id));
  }

  /** Whether somebody who was let in earlier would be let in now, and may do something. */
  public boolean may(Caller earlier, Scope scope) {
    var mayStill = user(earlier.user().id()).filter(user -> user.role().scopes().contains(scope));
    return mayStill.isPresent()
        && earlier.may(scope)
        && switch (earlier.via()) {
          case LOCAL -> true;
          case TOKEN -> tokens.isInForce(earlier.reference());
          case SESSION -> sessions.isOpen(earlier.user().id(), earlier.reference());
        };
  }

  /** Has something done whenever anybody's rights may have changed; it must not wait. */
  public void onChange(Runnable told) {
    db.onChange(told);
  }
}
