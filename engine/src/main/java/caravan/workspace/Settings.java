package caravan.workspace;

import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workspace beside its definitions.
 *
 * @param zone for journeys that name none, and for days
 * @param email how e-mail leaves; null where nothing is said
 */
public record Settings(ZoneId zone, @Nullable Email email) {

  /** The way that e-mail takes. */
  public sealed interface Email {
    /** The sender of messages that name none, {@code "Name <address>"}. */
    @Nullable String from();
  }

  /**
   * A server that takes mail.
   *
   * @param url {@code smtp://user:password@host:587}, or {@code smtps}
   * @param connections at most this many at once
   */
  public record Smtp(String url, @Nullable String from, int connections) implements Email {

    public static final int DEFAULT_CONNECTIONS = 8;

    /** The address with its password masked. */
    public String masked() {
      var at = url.lastIndexOf('@');
      var start = url.indexOf("://") + 3;
      var colon = url.indexOf(':', start);
      return at < 0 || colon < 0 || colon > at
          ? url
          : url.substring(0, colon + 1) + "***" + url.substring(at);
    }

    @Override
    public String toString() {
      return "Smtp[url=%s, from=%s, connections=%d]".formatted(masked(), from, connections);
    }
  }

  /**
   * A folder that gets every message as a file.
   *
   * @param folder in the workspace
   */
  public record Outbox(String folder, @Nullable String from) implements Email {}

  /** The sender of messages that name none. */
  public Optional<String> from() {
    return email == null ? Optional.empty() : Optional.ofNullable(email.from());
  }
}
