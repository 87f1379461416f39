package caravan.workspace;

import caravan.message.ConsentPolicy;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workspace beside its definitions.
 *
 * @param zone for journeys that name none, and for days
 * @param email how e-mail leaves; null where nothing is said
 * @param calls how the messages of other channels leave, by channel; the inbox keeps the others
 * @param insights how Customer Insights is read; null where it is not
 * @param consent what commercial messages are held to
 * @param seeds who looks at what is sent
 */
public record Settings(
    ZoneId zone,
    @Nullable Email email,
    Map<String, HttpChannel> calls,
    @Nullable Insights insights,
    ConsentPolicy consent,
    Seeds seeds) {

  public Settings {
    calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
  }

  /**
   * A connection to Customer Insights. The secret that goes with it stands elsewhere.
   *
   * @param environment the address of the Dataverse environment
   * @param client the id of the application
   * @param authority where to sign in; null for Microsoft's own
   * @param segmentPage the page of a segment there, {@code {segment}} standing for its id; null
   *     where that is not known
   * @param audience the table that the profiles are
   * @param refresh how often it is read
   * @param largestLoss how much of a segment may be gone after a refresh, in percent; where it is
   *     more nothing is taken
   */
  public record Insights(
      String environment,
      String tenant,
      String client,
      @Nullable String authority,
      @Nullable String segmentPage,
      String audience,
      Span refresh,
      int largestLoss) {

    public static final String AUDIENCE = "profile";
    public static final Span REFRESH = new Span(1, TimeUnit.HOURS);
    public static final int LARGEST_LOSS = 50;
  }

  /**
   * Those who look at what is sent, though it is not for them.
   *
   * @param everyRun whether they get each e-mail of each run of a journey
   */
  public record Seeds(List<String> addresses, boolean everyRun) {

    static final Seeds NONE = new Seeds(List.of(), false);

    public Seeds {
      addresses = List.copyOf(addresses);
    }
  }

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
   * @param rate of all mails together; null where there is no limit
   * @param domainRates of those to a domain, and of those to each {@linkplain #OTHER_DOMAINS other}
   * @param attempts how often a mail is tried
   * @param resendsUnknown whether a mail of which nobody knows if it arrived is sent again
   * @param dkim how mails are signed; null where they are not
   * @param returns the mailbox that mail comes back to; null where none is read
   */
  public record Smtp(
      String url,
      @Nullable String from,
      int connections,
      @Nullable SendRate rate,
      Map<String, SendRate> domainRates,
      int attempts,
      boolean resendsUnknown,
      @Nullable Dkim dkim,
      @Nullable Returns returns)
      implements Email {

    public static final int DEFAULT_CONNECTIONS = 8;
    public static final int DEFAULT_ATTEMPTS = 8;

    /** Stands for each domain that has no rate of its own. */
    public static final String OTHER_DOMAINS = "*";

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
   * How mails are signed (DKIM, RFC 6376).
   *
   * @param selector under which the key is published
   * @param domain that signs
   * @param key where the private key is given: PKCS#8 in PEM
   */
  public record Dkim(String selector, String domain, SecretSource key) {}

  /**
   * A folder that gets every message as a file.
   *
   * @param folder in the workspace
   */
  public record Outbox(String folder, @Nullable String from) implements Email {}

  /** Whether messages leave for other systems, and are not merely kept here. */
  public boolean isConnected() {
    return email instanceof Smtp || !calls.isEmpty();
  }

  /** The sender of messages that name none. */
  public Optional<String> from() {
    return email == null ? Optional.empty() : Optional.ofNullable(email.from());
  }
}
