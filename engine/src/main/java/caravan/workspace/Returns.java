package caravan.workspace;

import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.net.URI;

/**
 * A mailbox that mail comes back to (IMAP, RFC 9051).
 *
 * @param url {@code imaps://host}, or {@code imap://host:143} for one that is encrypted after the
 *     greeting, but on this machine
 * @param folder that is read
 * @param done the folder that gets what was taken in
 * @param every how often it is read
 */
public record Returns(
    String url, String user, SecretSource password, String folder, String done, Span every) {

  static final String FOLDER = "INBOX";
  static final String DONE = "Caravan";
  static final Span EVERY = new Span(5, TimeUnit.MINUTES);

  private static final int IMAP = 143;
  private static final int IMAPS = 993;

  public String host() {
    return URI.create(url).getHost().replaceAll("[\\[\\]]", "");
  }

  public int port() {
    var port = URI.create(url).getPort();
    return port > 0 ? port : isImplicitTls() ? IMAPS : IMAP;
  }

  /** Whether the connection is encrypted from its first byte on. */
  public boolean isImplicitTls() {
    return url.startsWith("imaps:");
  }
}
