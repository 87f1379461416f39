package caravan.security;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How passwords are kept: by Argon2id, with its parameters in the text, so that they can be raised
 * later. A few are computed at a time, each takes 19 MB.
 */
final class Passwords {

  static final int SHORTEST = 12;
  private static final int LONGEST = 500;

  // As OWASP recommends: 19 MiB, two passes, one lane.
  private static final int MEMORY = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT = 16;
  private static final int HASH = 32;

  private static final int AT_A_TIME = 2;

  private final PasswordEncoder encoder;
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);
  private final String nobodys = nobodys();

  Passwords() {
    var encoders = new HashMap<String, PasswordEncoder>();
    encoders.put("argon2", new Argon2PasswordEncoder(SALT, HASH, LANES, MEMORY, PASSES));
    this.encoder = new DelegatingPasswordEncoder("argon2", encoders);
  }

  /** What no password is right for, and takes as long to find out. */
  private static String nobodys() {
    var random = new SecureRandom();
    var salt = new byte[SALT];
    var hash = new byte[HASH];
    random.nextBytes(salt);
    random.nextBytes(hash);
    var text = Base64.getEncoder().withoutPadding();
    return "{argon2}$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(MEMORY, PASSES, LANES, text.encodeToString(salt), text.encodeToString(hash));
  }

  String encode(String password) {
    turns.acquireUninterruptibly();
    try {
      return java.util.Objects.requireNonNull(encoder.encode(password));
    } finally {
      turns.release();
    }
  }

  /**
   * Whether a password is right; takes as long where there is none to compare with.
   *
   * @param encoded null where there is none
   */
  boolean matches(String password, @Nullable String encoded) {
    turns.acquireUninterruptibly();
    try {
      var clipped = password.length() > LONGEST ? password.substring(0, LONGEST) : password;
      return encoder.matches(clipped, encoded == null ? nobodys : encoded)
          && encoded != null
          && password.length() <= LONGEST;
    } finally {
      turns.release();
    }
  }

  boolean isOutdated(@Nullable String encoded) {
    return encoded != null && encoder.upgradeEncoding(encoded);
  }

  /** What is wrong with a new password. */
  static void check(String password, String email, String name, Problems problems) {
    var place = Place.of("password");
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      problems.add("password", place, "a password has at least " + SHORTEST + " characters");
    } else if (password.length() > LONGEST) {
      problems.add("password", place, "a password has at most " + LONGEST + " characters");
    } else if (password.chars().distinct().count() < 5) {
      problems.add("password", place, "a password has at least 5 different characters");
    } else if (isLike(password, email) || isLike(password, name)) {
      problems.add(
          "password", place, "the password is too much like the name or the e-mail address");
    }
  }

  private static boolean isLike(String password, String text) {
    return !text.isBlank()
        && password.toLowerCase(Locale.ROOT).contains(text.strip().toLowerCase(Locale.ROOT))
        && text.strip().length() > password.length() / 2;
  }
}
