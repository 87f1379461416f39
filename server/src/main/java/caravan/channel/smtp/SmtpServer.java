package caravan.channel.smtp;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to speak with it.
 *
 * @param implicitTls whether the connection is encrypted from its first byte on
 * @param user null where there is no signing in
 * @param password or access token; null without a user
 * @param timeout the longest that it may be silent
 */
public record SmtpServer(
    String host,
    int port,
    boolean implicitTls,
    Tls tls,
    @Nullable String user,
    @Nullable String password,
    Login login,
    Duration timeout) {

  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Whether a session turns to TLS by STARTTLS. */
  public enum Tls {
    REQUIRED,
    OFFERED,
    NEVER
  }

  /** How to sign in. */
  public enum Login {
    /** The best that the server offers. */
    ANY,
    PLAIN,
    LOGIN,
    XOAUTH2
  }

  /**
   * Reads {@code smtp://user:password@host:587?tls=required&auth=plain}; {@code smtps} for implicit
   * TLS.
   *
   * @throws IllegalArgumentException where it is none; it says nothing of what was found, which may
   *     be a secret
   */
  public static SmtpServer of(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("no address of a mail server");
    }
    var implicit = "smtps".equals(uri.getScheme());
    if (uri.getHost() == null || !implicit && !"smtp".equals(uri.getScheme())) {
      throw new IllegalArgumentException("no address of a mail server");
    }
    var query = query(uri.getRawQuery());
    var login = uri.getRawUserInfo();
    var colon = login == null ? -1 : login.indexOf(':');
    var user = login == null ? null : decode(colon < 0 ? login : login.substring(0, colon));
    var password = login == null ? null : decode(colon < 0 ? "" : login.substring(colon + 1));
    return new SmtpServer(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() > 0 ? uri.getPort() : implicit ? SUBMISSIONS : SUBMISSION,
        implicit,
        one(Tls.class, query.remove("tls"), Tls.OFFERED),
        user,
        password,
        one(Login.class, query.remove("auth"), Login.ANY),
        query.containsKey("timeout")
            ? Duration.ofSeconds(Long.parseLong(query.get("timeout")))
            : TIMEOUT);
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new HashMap<String, String>();
    if (raw != null) {
      for (var part : raw.split("&", -1)) {
        var equals = part.indexOf('=');
        if (equals > 0) {
          query.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static <E extends Enum<E>> E one(Class<E> type, @Nullable String name, E otherwise) {
    return name == null ? otherwise : Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The same, which may be silent for so long at most. */
  public SmtpServer within(Duration longest) {
    return timeout.compareTo(longest) <= 0
        ? this
        : new SmtpServer(host, port, implicitTls, tls, user, password, login, longest);
  }

  /** Whether it is this machine, so that nobody can listen in. */
  boolean isHere() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (implicitTls ? "smtps://" : "smtp://") + host + ":" + port;
  }
}
