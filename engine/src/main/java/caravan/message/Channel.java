package caravan.message;

import java.util.Locale;
import java.util.Optional;

/** The way a message takes to a person. */
public enum Channel {
  EMAIL,
  SMS,
  PUSH;

  /**
   * The name that stands in files and is shown to people: {@code email}, {@code sms}, {@code push}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Channel> of(String label) {
    for (var channel : values()) {
      if (channel.label().equals(label)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
