package caravan.security;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** API tokens. All of them are in memory, and written through. */
public final class Tokens {

  /** What every token begins with, so that scanners of files know one when they see it. */
  static final String PREFIX = "caravan_";

  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);
  private static final int MOST_A_USER = 100;

  private final AdminDatabase db;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<String, ApiToken> byDigest = new ConcurrentHashMap<>();

  /** A token just made, with the key that is shown once. */
  public record Made(ApiToken token, String key) {}

  private record Shown(String name, List<String> scopes, @Nullable Instant expires) {
    static Shown of(ApiToken token) {
      return new Shown(
          token.name(),
          token.scopes().stream().map(Scope::label).sorted().toList(),
          token.expires());
    }
  }

  public Tokens(AdminDatabase db, AuditLog audit, InstantSource clock) {
    this.db = db;
    this.audit = audit;
    this.clock = clock;
    TokenTable.create(db);
    db.ask(TokenTable::load).forEach(token -> byDigest.put(token.digest(), token));
  }

  /** The token of a key, if it is in force. */
  Optional<ApiToken> find(String key) {
    var token = key.startsWith(PREFIX) ? byDigest.get(Keys.digest(key)) : null;
    var now = clock.instant();
    if (token == null || !token.isInForce(now)) {
      return Optional.empty();
    }
    var used = token.usedAt(now);
    if ((token.used() == null || token.used().plus(WRITTEN_EVERY).isBefore(now))
        && byDigest.replace(token.digest(), token, used)) {
      write(used.digest());
    }
    return Optional.of(token);
  }

  private void write(String digest) {
    db.change(
        (sql, _) -> {
          TokenTable.update(sql, Objects.requireNonNull(byDigest.get(digest)));
          return true;
        });
  }

  /**
   * Makes a token for oneself.
   *
   * @param scopes no more than one has
   * @param expires null for never
   */
  public Made make(Caller who, String name, Set<Scope> scopes, @Nullable Instant expires) {
    var now = clock.instant();
    check(who, name, scopes, expires, now);
    var key = PREFIX + Keys.random();
    var token =
        new ApiToken(
            Keys.id(),
            Keys.digest(key),
            who.user().id(),
            name.strip(),
            scopes,
            now,
            expires,
            null,
            null);
    db.change(
        (sql, afterwards) -> {
          if (inForce(who.user().id()) >= MOST_A_USER) {
            throw new Refused(
                Refused.Reason.CONFLICT,
                "a user has at most " + MOST_A_USER + " tokens; revoke one first");
          }
          TokenTable.insert(sql, token);
          audit.add(
              sql,
              Actor.of(who),
              new Audit.Note("token-made", "token " + token.id(), null, Shown.of(token)));
          afterwards.accept(() -> byDigest.put(token.digest(), token));
          return true;
        });
    return new Made(token, key);
  }

  private long inForce(String userId) {
    var now = clock.instant();
    return list().stream().filter(t -> t.userId().equals(userId) && t.isInForce(now)).count();
  }

  private static void check(
      Caller who, String name, Set<Scope> scopes, @Nullable Instant expires, Instant now) {
    var problems = new Problems();
    if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
      problems.add("name", Place.of("name"), "a name is a line of 1 to 200 characters");
    }
    if (scopes.isEmpty()) {
      problems.add(
          "scopes",
          Place.of("scopes"),
          "a token needs scopes: " + String.join(", ", Scope.labels()));
    }
    for (var scope : scopes) {
      if (!who.may(scope)) {
        problems.add(
            "scopes",
            Place.of("scopes"),
            "'%s' is more than a %s may do".formatted(scope.label(), who.user().role().label()));
      }
    }
    if (expires != null && !expires.isAfter(now)) {
      problems.add("expires", Place.of("expires"), "this is in the past");
    }
    problems.throwIfAny();
  }

  /** All there are, the newest first; revoked and expired ones too. */
  public List<ApiToken> list() {
    return byDigest.values().stream()
        .sorted(Comparator.comparing(ApiToken::created).reversed().thenComparing(ApiToken::id))
        .toList();
  }

  public Optional<ApiToken> byId(String id) {
    return byDigest.values().stream().filter(token -> token.id().equals(id)).findAny();
  }

  /** Whether a token opens anything now. */
  boolean isInForce(String id) {
    return byId(id).filter(token -> token.isInForce(clock.instant())).isPresent();
  }

  /** Revokes a token for good. */
  public void revoke(Caller who, ApiToken token) {
    db.change(
        (sql, afterwards) -> {
          var before = byDigest.getOrDefault(token.digest(), token);
          if (before.revoked() == null) {
            var after = before.revokedAt(clock.instant());
            TokenTable.update(sql, after);
            audit.add(
                sql,
                Actor.of(who),
                new Audit.Note("token-revoked", "token " + token.id(), Shown.of(before), null));
            afterwards.accept(() -> byDigest.put(after.digest(), after));
          }
          return true;
        });
  }
}
