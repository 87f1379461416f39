package caravan.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Signing in with a password. */
public final class SignIn {

  /** An account must stay open to its owner while somebody else guesses. */
  private static final Duration LONGEST_FOR_ACCOUNT = Duration.ofMinutes(1);

  private static final Duration LONGEST_FOR_ADDRESS = Duration.ofMinutes(15);

  private final Users users;
  private final Passwords passwords;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Throttle accounts = new Throttle(LONGEST_FOR_ACCOUNT);
  private final Throttle addresses = new Throttle(LONGEST_FOR_ADDRESS);

  SignIn(Users users, Passwords passwords, AuditLog audit, InstantSource clock) {
    this.users = users;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Whose e-mail address and password these are.
   *
   * @throws Refused where they are nobody's, or somebody tried too often
   */
  public User withPassword(String email, String password, String address) {
    var account = User.same(email);
    var network = network(address);
    throttle(account, network, clock.instant());
    var user = users.byEmail(email);
    var encoded = user.map(User::password).orElse(null);
    var right = passwords.matches(password, encoded);
    if (!right || user.isEmpty() || user.get().disabled()) {
      audit.note(
          user.map(u -> Actor.of(u, address)).orElseGet(() -> Actor.nobody(address)),
          new Audit.Note("sign-in-failed", user.map(Users::target).orElse("unknown"), null, null));
      throw new Refused(
          Refused.Reason.WRONG_CREDENTIALS, "the e-mail address or the password is wrong");
    }
    accounts.succeeded(account);
    addresses.undone(network, clock.instant()); // one's own success must not open the way to others
    return user.get();
  }

  private void throttle(String account, String network, Instant now) {
    var wait = longer(addresses.tried(network, now), accounts.tried(account, now));
    if (wait.isPresent()) {
      throw new Refused(
          Refused.Reason.THROTTLED,
          "there were too many attempts; try again in a while",
          wait.get());
    }
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().compareTo(other.get()) > 0 ? one : other;
  }

  /** Who has one IPv6 address has all of its /64. */
  private static String network(String address) {
    return address.contains(":") ? address.replaceFirst("^((?:[^:]*:){4}).*$", "$1") : address;
  }
}
