package caravan.security;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How people become users and choose their passwords: the first one by the setup link, others by
 * invitation, all by a reset.
 */
public final class Accounts {

  private final AdminDatabase db;
  private final AuditLog audit;
  private final Users users;
  private final Sessions sessions;
  private final Links links;
  private final Passwords passwords;

  /** The digest of the key of the setup link; null once it was used. */
  private final AtomicReference<@Nullable String> setup = new AtomicReference<>();

  Accounts(
      AdminDatabase db,
      AuditLog audit,
      Users users,
      Sessions sessions,
      Links links,
      Passwords passwords) {
    this.db = db;
    this.audit = audit;
    this.users = users;
    this.sessions = sessions;
    this.links = links;
    this.passwords = passwords;
  }

  /** The key of a new setup link, where there is nobody yet; the one before is void. */
  public Optional<String> offerSetup() {
    if (!users.isEmpty()) {
      return Optional.empty();
    }
    var key = Keys.random();
    setup.set(Keys.digest(key));
    return Optional.of(key);
  }

  /** Goes on only with the key of the setup link while there is nobody yet. */
  public void requireSetup(String key) {
    var digest = setup.get();
    if (digest == null || !users.isEmpty() || !digest.equals(Keys.digest(key))) {
      throw new Refused(
          Refused.Reason.INVALID_LINK,
          "this link was used or is of an earlier start; the server prints a new one when it"
              + " starts, until there is an administrator");
    }
  }

  /** Makes the first administrator. */
  public User setUp(String key, String name, String email, String password, String address) {
    requireSetup(key);
    check(name, email, password);
    var encoded = passwords.encode(password);
    return db.change(
        (sql, afterwards) -> {
          requireSetup(key);
          var user = users.insert(sql, name, email, Role.ADMINISTRATOR, encoded, null);
          users.noteCreated(sql, Actor.of(user, address), user);
          afterwards.accept(
              () -> {
                users.remember(user);
                setup.set(null);
              });
          return user;
        });
  }

  /** Makes the invited a user. */
  public User accept(String key, String name, String password, String address) {
    var link = require(key, Link.Kind.INVITATION);
    check(name, link.email(), password);
    var encoded = passwords.encode(password);
    return db.change(
        (sql, afterwards) -> {
          require(key, Link.Kind.INVITATION);
          var user = users.insert(sql, name, link.email(), link.role(), encoded, null);
          users.noteCreated(sql, Actor.of(user, address), user);
          links.remove(sql, afterwards, link::equals);
          afterwards.accept(() -> users.remember(user));
          return user;
        });
  }

  /** Gives a user a new password, and ends all their sessions. */
  public User reset(String key, String password, String address) {
    var link = require(key, Link.Kind.RESET);
    check(link.name(), link.email(), password);
    var encoded = passwords.encode(password);
    return db.change(
        (sql, afterwards) -> {
          require(key, Link.Kind.RESET);
          var user = users.get(String.valueOf(link.userId()));
          if (user.disabled()) {
            throw new Refused(Refused.Reason.INVALID_LINK, "this user is disabled");
          }
          var after = user.withPassword(encoded);
          UserTable.update(sql, after);
          audit.add(
              sql,
              Actor.of(user, address),
              new Audit.Note("password-reset", Users.target(user), null, null));
          links.remove(sql, afterwards, link::equals);
          sessions.end(sql, afterwards, session -> session.userId().equals(user.id()));
          afterwards.accept(() -> users.remember(after));
          return after;
        });
  }

  /** Changes one's own password, and ends one's other sessions. */
  public void changePassword(Caller who, String old, String password) {
    var user = who.user();
    if (user.password() == null) {
      throw new Refused(
          Refused.Reason.CONFLICT, "you sign in elsewhere, and have no password here");
    }
    if (!passwords.matches(old, user.password())) {
      throw new InvalidInput(
          "wrong-password", Place.of("current"), "this is not your password now");
    }
    check(user.name(), user.email(), password);
    var encoded = passwords.encode(password);
    db.change(
        (sql, afterwards) -> {
          var after = users.get(user.id()).withPassword(encoded);
          UserTable.update(sql, after);
          audit.add(
              sql,
              Actor.of(who),
              new Audit.Note("password-changed", Users.target(user), null, null));
          sessions.end(
              sql,
              afterwards,
              session ->
                  session.userId().equals(user.id()) && !session.id().equals(who.reference()));
          links.remove(sql, afterwards, link -> user.id().equals(link.userId()));
          afterwards.accept(() -> users.remember(after));
          return true;
        });
  }

  /** Changes a user as an administrator wants it; who is disabled is signed out at once. */
  public User change(Caller who, String id, Users.Wanted wanted) {
    var after = users.change(who, id, wanted.on(users.get(id)));
    if (after.disabled()) {
      sessions.end(session -> session.userId().equals(id));
    }
    return after;
  }

  private Link require(String key, Link.Kind kind) {
    var link = links.require(key);
    if (link.kind() != kind) {
      throw new Refused(Refused.Reason.INVALID_LINK, "this link is for something else");
    }
    return link;
  }

  private static void check(String name, String email, String password) {
    var problems = new Problems();
    Users.check(name, email, problems);
    Passwords.check(password, email, name, problems);
    problems.throwIfAny();
  }
}
