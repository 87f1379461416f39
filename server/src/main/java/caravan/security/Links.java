package caravan.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/** Invitations and resets of passwords that were not used yet. */
public final class Links {

  private static final Duration INVITATION = Duration.ofDays(7);
  private static final Duration RESET = Duration.ofDays(1);

  private final AdminDatabase db;
  private final AuditLog audit;
  private final Users users;
  private final InstantSource clock;
  private final Map<String, Link> byDigest = new ConcurrentHashMap<>();

  /** A link just made, with the key that is given away once. */
  public record Made(Link link, String key) {}

  private record Shown(String name, String email, String role) {}

  public Links(AdminDatabase db, AuditLog audit, Users users, InstantSource clock) {
    this.db = db;
    this.audit = audit;
    this.users = users;
    this.clock = clock;
    LinkTable.create(db);
    db.ask(LinkTable::load).forEach(link -> byDigest.put(link.digest(), link));
  }

  /** Invites somebody; an earlier invitation to the same e-mail address is void. */
  public Made invite(Caller who, String name, String email, Role role) {
    var problems = new caravan.problem.Problems();
    Users.check(name, email, problems);
    problems.throwIfAny();
    var key = Keys.random();
    var now = clock.instant();
    var link =
        new Link(
            Keys.id(),
            Keys.digest(key),
            Link.Kind.INVITATION,
            null,
            name.strip(),
            email.strip(),
            role,
            now,
            now.plus(INVITATION),
            who.user().name());
    return put(
        who,
        link,
        key,
        other ->
            other.kind() == Link.Kind.INVITATION
                && User.same(other.email()).equals(User.same(email)));
  }

  /** Lets a user choose a new password; an earlier link for it is void. */
  public Made reset(Caller who, User user) {
    if (user.subject() != null) {
      throw new Refused(
          Refused.Reason.CONFLICT, "this user signs in elsewhere and has no password here");
    }
    var key = Keys.random();
    var now = clock.instant();
    var link =
        new Link(
            Keys.id(),
            Keys.digest(key),
            Link.Kind.RESET,
            user.id(),
            user.name(),
            user.email(),
            user.role(),
            now,
            now.plus(RESET),
            who.user().name());
    return put(who, link, key, other -> user.id().equals(other.userId()));
  }

  private Made put(Caller who, Link link, String key, Predicate<Link> replaced) {
    db.change(
        (sql, afterwards) -> {
          if (link.kind() == Link.Kind.INVITATION) {
            users.requireFree(link.email(), null);
          }
          remove(sql, afterwards, replaced.or(this::isExpired));
          LinkTable.insert(sql, link);
          audit.add(
              sql,
              Actor.of(who),
              new Audit.Note(
                  link.kind() == Link.Kind.INVITATION ? "user-invited" : "password-reset-offered",
                  "user " + link.email(),
                  null,
                  new Shown(link.name(), link.email(), link.role().label())));
          afterwards.accept(() -> byDigest.put(link.digest(), link));
          return true;
        });
    return new Made(link, key);
  }

  private boolean isExpired(Link link) {
    return !link.expires().isAfter(clock.instant());
  }

  /** The link of a key, if it can be used. */
  public Optional<Link> find(String key) {
    return Optional.ofNullable(byDigest.get(Keys.digest(key))).filter(link -> !isExpired(link));
  }

  /** The same; refused where there is none. */
  public Link require(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Reason.INVALID_LINK,
                    "this link was used, replaced or has expired; ask for a new one"));
  }

  /** Invitations that were not used yet. */
  public List<Link> invitations() {
    return byDigest.values().stream()
        .filter(link -> link.kind() == Link.Kind.INVITATION && !isExpired(link))
        .sorted(Comparator.comparing(Link::created).thenComparing(Link::id))
        .toList();
  }

  /** Takes an invitation back. */
  public void withdraw(Caller who, String id) {
    db.change(
        (sql, afterwards) -> {
          var link =
              invitations().stream()
                  .filter(other -> other.id().equals(id))
                  .findAny()
                  .orElseThrow(
                      () -> new Refused(Refused.Reason.NOT_FOUND, "there is no such invitation"));
          remove(sql, afterwards, link::equals);
          audit.add(
              sql,
              Actor.of(who),
              new Audit.Note(
                  "invitation-withdrawn",
                  "user " + link.email(),
                  new Shown(link.name(), link.email(), link.role().label()),
                  null));
          return true;
        });
  }

  /** Makes links void as a part of a change. */
  void remove(DSLContext sql, Consumer<Runnable> afterwards, Predicate<Link> which) {
    var links = byDigest.values().stream().filter(which).toList();
    if (!links.isEmpty()) {
      LinkTable.delete(sql, links.stream().map(Link::id).toList());
      afterwards.accept(() -> links.forEach(link -> byDigest.remove(link.digest())));
    }
  }
}
