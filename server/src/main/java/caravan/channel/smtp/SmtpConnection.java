package caravan.channel.smtp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A session with a mail server. Of each message first its envelope is announced, then its text
 * sent; and where the server takes commands in groups (RFC 2920), the envelope of the next goes
 * with the end of the one before, so that a message costs one round trip. For one thread.
 */
public final class SmtpConnection implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_LINES = 200;
  private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

  private final SmtpServer server;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private Map<String, String> extensions = Map.of();
  private boolean grouped;
  private boolean envelopeWaits;

  private SmtpConnection(SmtpServer server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
  }

  /**
   * Opens a session, encrypts it and signs in, as the server's settings say.
   *
   * @param name of this machine, as it greets
   * @param trust whom TLS believes
   * @throws IOException where that cannot be
   */
  public static SmtpConnection open(SmtpServer server, String name, SSLContext trust)
      throws IOException {
    var socket = new Socket();
    try {
      var millis = Math.toIntExact(server.timeout().toMillis());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(server.host(), server.port()), millis);
      var connection =
          new SmtpConnection(
              server, server.implicitTls() ? encrypted(socket, server, trust) : socket);
      connection.begin(name, trust);
      return connection;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static SSLSocket encrypted(Socket socket, SmtpServer server, SSLContext trust)
      throws IOException {
    var tls =
        (SSLSocket)
            trust.getSocketFactory().createSocket(socket, server.host(), server.port(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must name the host
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private void begin(String name, SSLContext trust) throws IOException {
    require(reply(), "the greeting");
    hello(name);
    if (!server.implicitTls() && server.tls() != SmtpServer.Tls.NEVER) {
      if (extensions.containsKey("STARTTLS")) {
        require(ask("STARTTLS"), "STARTTLS");
        if (in.available() > 0) {
          throw new SmtpFailure("the server spoke before the connection was encrypted");
        }
        socket = encrypted(socket, server, trust);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        hello(name);
      } else if (server.tls() == SmtpServer.Tls.REQUIRED) {
        throw new SmtpFailure("the server offers no STARTTLS, which is required");
      }
    }
    if (server.user() != null) {
      signIn();
    }
  }

  private void hello(String name) throws IOException {
    var reply = ask("EHLO " + name);
    if (!reply.isFine()) {
      require(ask("HELO " + name), "HELO");
      return;
    }
    var offered = new java.util.HashMap<String, String>();
    reply.lines().stream()
        .skip(1)
        .forEach(
            line -> {
              var words = line.strip().split("[ =]", 2);
              offered.put(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "");
            });
    extensions = offered;
    grouped = offered.containsKey("PIPELINING");
  }

  private void signIn() throws IOException {
    if (!(socket instanceof SSLSocket) && !server.isHere()) {
      throw new SmtpFailure("the password is not sent over a connection that is not encrypted");
    }
    var offered = List.of(extensions.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split(" "));
    var login = server.login() == SmtpServer.Login.ANY ? best(offered) : server.login();
    var user = server.user() == null ? "" : server.user();
    var password = server.password() == null ? "" : server.password();
    var reply =
        switch (login) {
          case LOGIN -> {
            require(ask("AUTH LOGIN"), "AUTH LOGIN");
            require(ask(base64(user)), "AUTH LOGIN");
            yield ask(base64(password));
          }
          case XOAUTH2 -> {
            var answer =
                ask(
                    "AUTH XOAUTH2 "
                        + base64(
                            "user=" + user + "\u0001auth=Bearer " + password + "\u0001\u0001"));
            yield answer.code() == 334 ? ask("") : answer; // the server says why once it is asked
          }
          case PLAIN, ANY -> ask("AUTH PLAIN " + base64("\0" + user + "\0" + password));
        };
    require(reply, "signing in");
  }

  private static SmtpServer.Login best(List<String> offered) {
    return offered.contains("PLAIN") || !offered.contains("LOGIN")
        ? SmtpServer.Login.PLAIN
        : SmtpServer.Login.LOGIN;
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(SmtpReply reply, String what) throws SmtpFailure {
    if (!reply.isFine()) {
      throw new SmtpFailure("the server refused " + what + ": " + reply);
    }
  }

  // Messages

  /**
   * Announces a message from one address to another. Where a message was sent before, its
   * {@linkplain #taken answer} is to be read next, and then the {@linkplain #accepted answer} to
   * this.
   */
  public void announce(String from, String to) throws IOException {
    if (grouped) {
      write("MAIL FROM:<" + from + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\n");
      envelopeWaits = true;
    } else {
      write("MAIL FROM:<" + from + ">\r\n");
      pendingTo = to;
    }
    out.flush();
  }

  private @Nullable String pendingTo;

  /**
   * The answer to what was announced.
   *
   * @param sender what the server said of the sender
   * @param recipient what it said of the recipient; of the sender where that was refused
   * @param text what it said to the text: it waits for it where this is fine
   */
  public record Accepted(SmtpReply sender, SmtpReply recipient, SmtpReply text) {

    /** Whether the text may be sent. */
    public boolean isFine() {
      return sender.isFine() && recipient.isFine() && text.code() == 354;
    }

    /** The first refusal; the last answer where there is none. */
    public SmtpReply decisive() {
      return !sender.isFine() ? sender : !recipient.isFine() ? recipient : text;
    }

    /** Whether the server ends the session. */
    public boolean ends() {
      return sender.ends() || recipient.ends() || text.ends();
    }
  }

  /** Reads the answer to what was announced. After a refusal another may be announced. */
  public Accepted accepted() throws IOException {
    if (!envelopeWaits) {
      return step();
    }
    envelopeWaits = false;
    var sender = reply();
    if (sender.ends()) {
      return new Accepted(sender, sender, sender);
    }
    var recipient = reply();
    if (recipient.ends()) {
      return new Accepted(sender, recipient, recipient);
    }
    var answer = new Accepted(sender, recipient, reply());
    if (!answer.isFine() && !answer.ends()) {
      recover(answer);
    }
    return answer;
  }

  /** The same one command after the other. */
  private Accepted step() throws IOException {
    var sender = reply();
    if (!sender.isFine()) {
      return new Accepted(sender, sender, sender);
    }
    var recipient = ask("RCPT TO:<" + pendingTo + ">");
    var text = recipient.isFine() ? ask("DATA") : recipient;
    var answer = new Accepted(sender, recipient, text);
    if (!answer.isFine() && !answer.ends()) {
      recover(answer);
    }
    return answer;
  }

  /** Makes the session ready for another message after a refusal. */
  private void recover(Accepted answer) throws IOException {
    if (answer.text().code() == 354) {
      write(".\r\n"); // it waits for a text all the same: an empty one, to nobody
      out.flush();
      var _ = reply();
    }
    if (answer.sender().isFine()) {
      require(ask("RSET"), "RSET");
    }
  }

  /**
   * Sends the text of what was announced, with its end. It leaves with what is announced next, or
   * with {@link #flush}; where the server takes no groups, at once.
   *
   * @param mail lines ending in CR LF
   */
  public void text(byte[] mail) throws IOException {
    var start = 0;
    var lineStart = true;
    for (var i = 0; i < mail.length; i++) {
      if (lineStart && mail[i] == '.') {
        out.write(mail, start, i - start);
        out.write('.');
        start = i;
      }
      lineStart = mail[i] == '\n';
    }
    out.write(mail, start, mail.length - start);
    if (!lineStart) {
      write("\r\n");
    }
    out.write(END);
    if (!grouped) {
      out.flush();
    }
  }

  /** Whether the next message may be announced before the answer to the last one is read. */
  public boolean isGrouped() {
    return grouped;
  }

  /** Sends what waits. */
  public void flush() throws IOException {
    out.flush();
  }

  /** Reads the answer to a text. */
  public SmtpReply taken() throws IOException {
    return reply();
  }

  private SmtpReply ask(String line) throws IOException {
    write(line + "\r\n");
    out.flush();
    return reply();
  }

  private void write(String ascii) throws IOException {
    out.write(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private SmtpReply reply() throws IOException {
    var lines = new ArrayList<String>();
    while (true) {
      var line = line();
      if (line.length() < 3 || !isCode(line) || lines.size() > MOST_LINES) {
        throw new SmtpFailure("the server does not speak SMTP");
      }
      lines.add(line.length() > 4 ? line.substring(4) : "");
      if (line.length() == 3 || line.charAt(3) != '-') {
        return new SmtpReply(Integer.parseInt(line.substring(0, 3)), lines);
      }
    }
  }

  private static boolean isCode(String line) {
    return line.charAt(0) >= '2'
        && line.charAt(0) <= '5'
        && Character.isDigit(line.charAt(1))
        && Character.isDigit(line.charAt(2));
  }

  private String line() throws IOException {
    var line = new StringBuilder(80);
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new SmtpFailure("the server closed the connection");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new SmtpFailure("the server does not speak SMTP");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Takes leave, as long as that does not take long, and closes the connection. */
  public void quit() {
    try {
      socket.setSoTimeout(1000);
      var _ = ask("QUIT");
    } catch (IOException _) {
      // it is closed anyhow
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // closed is closed
    }
  }
}
