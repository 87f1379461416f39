package caravan.profile;

import java.util.Locale;
import java.util.Optional;

/** What a column of an audience table is used for beyond being data. */
public enum Role {
  /** Where e-mail goes. */
  EMAIL,
  /** Where text messages go. */
  PHONE,
  /** The person's time zone, by its name in the tz database. */
  TIME_ZONE,
  /** The person's language, as a BCP 47 tag. */
  LANGUAGE,
  /** How the person is called. */
  NAME,
  /** Whether the person agreed to commercial messages. */
  CONSENT;

  /** The name in files: {@code time-zone}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Role> of(String label) {
    for (var role : values()) {
      if (role.label().equals(label)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
