package caravan.security;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Everybody who may sign in. They are few: all of them are in memory, and written through. */
public final class Users {

  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}");
  private static final int LONGEST_NAME = 200;

  private final AdminDatabase db;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<String, User> byId = new ConcurrentHashMap<>();

  /** What the log says of a user. */
  private record Shown(String name, String email, String role, boolean disabled) {
    static Shown of(User user) {
      return new Shown(user.name(), user.email(), user.role().label(), user.disabled());
    }
  }

  public Users(AdminDatabase db, AuditLog audit, InstantSource clock) {
    this.db = db;
    this.audit = audit;
    this.clock = clock;
    UserTable.create(db);
    db.ask(UserTable::load).forEach(user -> byId.put(user.id(), user));
  }

  /** Whether nobody was made yet. */
  public boolean isEmpty() {
    return byId.isEmpty();
  }

  public Optional<User> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public User get(String id) {
    return find(id)
        .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no such user"));
  }

  Optional<User> byEmail(String email) {
    var same = User.same(email);
    return byId.values().stream().filter(user -> User.same(user.email()).equals(same)).findAny();
  }

  Optional<User> bySubject(String subject) {
    return byId.values().stream().filter(user -> subject.equals(user.subject())).findAny();
  }

  /** In the order of their names. */
  public List<User> list() {
    return byId.values().stream()
        .sorted(Comparator.comparing(User::name).thenComparing(User::id))
        .toList();
  }

  /** What is wrong with a name and an e-mail address. */
  static void check(String name, String email, Problems problems) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      problems.add("name", Place.of("name"), "a name is a line of 1 to 200 characters");
    }
    if (!EMAIL.matcher(email.strip()).matches()) {
      problems.add("email", Place.of("email"), "this is no e-mail address");
    }
  }

  /** A user who is not there yet; the e-mail address must be nobody's. */
  User insert(
      DSLContext sql,
      String name,
      String email,
      Role role,
      @Nullable String password,
      @Nullable String subject) {
    requireFree(email, null);
    var user =
        new User(
            Keys.id(),
            name.strip(),
            email.strip(),
            role,
            false,
            password,
            subject,
            clock.instant());
    UserTable.insert(sql, user);
    return user;
  }

  void requireFree(String email, @Nullable String except) {
    if (byEmail(email).filter(other -> !other.id().equals(except)).isPresent()) {
      throw new InvalidInput(
          "email", Place.of("email"), "somebody with this e-mail address is there already");
    }
  }

  /** To be seen once its row is committed. */
  void remember(User user) {
    byId.put(user.id(), user);
  }

  void noteCreated(DSLContext sql, Actor who, User user) {
    audit.add(sql, who, new Audit.Note("user-created", target(user), null, Shown.of(user)));
  }

  static String target(User user) {
    return "user " + user.email();
  }

  /** Changes a user; there stays an administrator. */
  public User change(Caller who, String id, UnaryOperator<User> change) {
    return change(Actor.of(who), id, change, "user-changed");
  }

  User change(Actor who, String id, UnaryOperator<User> change, String action) {
    return db.change(
        (sql, afterwards) -> {
          var before = get(id);
          var after = change.apply(before);
          requireAdministrator(before, after);
          requireFree(after.email(), id);
          if (!after.equals(before)) {
            UserTable.update(sql, after);
            audit.add(
                sql, who, new Audit.Note(action, target(after), Shown.of(before), Shown.of(after)));
            afterwards.accept(() -> remember(after));
          }
          return after;
        });
  }

  private void requireAdministrator(User before, User after) {
    if (before.isAdministrator() && !after.isAdministrator() && isLastAdministrator(before)) {
      throw new Refused(
          Refused.Reason.CONFLICT, "this is the last administrator; make somebody else one first");
    }
  }

  boolean isLastAdministrator(User user) {
    return user.isAdministrator() && administrators(byId.values()) == 1;
  }

  private static long administrators(Collection<User> users) {
    return users.stream().filter(User::isAdministrator).count();
  }

  /** A change that an administrator asked for; null leaves things as they are. */
  public record Wanted(
      @Nullable String name,
      @Nullable String email,
      @Nullable Role role,
      @Nullable Boolean disabled) {

    /** The change, once it is known to be sound. */
    public UnaryOperator<User> on(User user) {
      var newName = name == null ? user.name() : name.strip();
      var newEmail = email == null ? user.email() : email.strip();
      var problems = new Problems();
      check(newName, newEmail, problems);
      problems.throwIfAny();
      return before ->
          before
              .named(newName, newEmail)
              .withRole(role == null ? before.role() : role)
              .withDisabled(disabled == null ? before.disabled() : disabled);
    }
  }
}
