package caravan.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server (RFC 5321, 2920) that behaves as badly as the recipient's address says, most often
 * only the first time; and knows what it took.
 */
public final class FaultySmtp implements AutoCloseable {

  private final ServerSocket listening;
  private final boolean pipelining;
  private final @Nullable SSLContext tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> seen = new HashMap<>();
  private final List<Mail> taken = new ArrayList<>();

  /**
   * A mail that was taken.
   *
   * @param to the recipient's address
   */
  public record Mail(String to, String text) {

    public String header(String name) {
      for (var line : text.replaceAll("\r\n[ \t]+", " ").split("\r\n", -1)) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }
  }

  /** One on a free port, which takes commands in groups or not. */
  public static FaultySmtp start(boolean pipelining) {
    return start(pipelining, 0, null);
  }

  /** One on a port of which somebody knows already. */
  public static FaultySmtp startOn(int port) {
    return start(true, port, null);
  }

  /** One that offers STARTTLS. */
  public static FaultySmtp startWithTls(boolean pipelining, SSLContext tls) {
    return start(pipelining, 0, tls);
  }

  private static FaultySmtp start(boolean pipelining, int port, @Nullable SSLContext tls) {
    try {
      return new FaultySmtp(
          new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), pipelining, tls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FaultySmtp(ServerSocket listening, boolean pipelining, @Nullable SSLContext tls) {
    this.listening = listening;
    this.tls = tls;
    this.pipelining = pipelining;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** What it took, in the order in which it did. */
  public synchronized List<Mail> taken() {
    return List.copyOf(taken);
  }

  private synchronized void take(String to, String text) {
    taken.add(new Mail(to, text));
  }

  /** How often mails to each address were taken. */
  public Map<String, Long> timesTaken() {
    return taken().stream().collect(Collectors.groupingBy(Mail::to, Collectors.counting()));
  }

  /** How often it has been asked about somebody, this time included. */
  private synchronized int times(String to) {
    return seen.merge(to, 1, Integer::sum);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        socket.setTcpNoDelay(true); // else each of several answers waits for the one before it
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Session(socket).run();
    } catch (IOException _) {
      // the other side is gone
    } finally {
      open.remove(socket);
    }
  }

  private final class Session {

    private Socket socket;
    private BufferedReader in;
    private OutputStream out;
    private @Nullable String to;

    Session(Socket socket) throws IOException {
      this.socket = socket;
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      out = socket.getOutputStream();
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    void run() throws IOException {
      say("220 faulty ESMTP");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("EHLO")) {
          say("250-faulty");
          say(tls != null && !(socket instanceof SSLSocket) ? "250-STARTTLS" : "250-8BITMIME");
          say(pipelining ? "250 PIPELINING" : "250 HELP");
        } else if (command.equals("STARTTLS") && tls != null) {
          say("220 go on");
          encrypt(tls);
        } else if (command.startsWith("MAIL")) {
          say(command.contains("<REFUSED") ? "550 5.7.1 you may not send" : "250 2.1.0 ok");
        } else if (command.startsWith("RCPT")) {
          if (!recipient(line.substring(line.indexOf('<') + 1, line.indexOf('>')))) {
            return;
          }
        } else if (command.equals("DATA")) {
          if (!data()) {
            return;
          }
        } else if (command.equals("RSET")) {
          to = null;
          say("250 ok");
        } else if (command.equals("QUIT")) {
          say("221 bye");
          return;
        } else {
          say("502 5.5.1 what?");
        }
      }
    }

    private void encrypt(SSLContext by) throws IOException {
      var encrypted = (SSLSocket) by.getSocketFactory().createSocket(socket, null, true);
      encrypted.setUseClientMode(false);
      socket = encrypted;
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      out = socket.getOutputStream();
    }

    private boolean recipient(String address) throws IOException {
      var first = times(address) == 1;
      to = null;
      switch (behaviour(address)) {
        case "gone" -> say("550 5.1.1 no such user");
        case "grey" -> greylist(address, first);
        case "busy" -> say("450 4.2.1 try later");
        case "close" -> {
          if (first) {
            say("421 4.3.2 closing");
            return false;
          }
          welcome(address);
        }
        case "droprcpt" -> {
          if (first) {
            return false;
          }
          welcome(address);
        }
        default -> welcome(address);
      }
      return true;
    }

    private void greylist(String address, boolean first) throws IOException {
      if (first) {
        say("451 4.7.1 greylisted");
      } else {
        welcome(address);
      }
    }

    private void welcome(String address) throws IOException {
      to = address;
      say("250 2.1.5 ok");
    }

    private boolean data() throws IOException {
      var recipient = to;
      if (recipient == null) {
        say("503 5.5.1 no recipient");
        return true;
      }
      say("354 go on");
      var text = new StringBuilder();
      for (var line = in.readLine(); ; line = in.readLine()) {
        if (line == null) {
          return false;
        }
        if (line.equals(".")) {
          break;
        }
        text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        if (behaviour(recipient).equals("dropdata") && isFirst(recipient)) {
          return false;
        }
      }
      to = null;
      return answer(recipient, text.toString());
    }

    private boolean answer(String recipient, String text) throws IOException {
      switch (behaviour(recipient)) {
        case "full" -> say("552 5.2.2 mailbox full");
        case "closetext" -> {
          if (isFirst(recipient)) {
            say("421 4.3.2 closing");
            return false;
          }
          take(recipient, text);
          say("250 2.0.0 taken");
        }
        case "spam" -> say("550 5.7.1 we do not want this");
        case "later" -> {
          if (isFirst(recipient)) {
            say("451 4.3.0 later");
          } else {
            take(recipient, text);
            say("250 2.0.0 taken");
          }
        }
        case "dropend" -> {
          take(recipient, text);
          return false;
        }
        case "stall" -> {
          take(recipient, text);
          while (in.readLine() != null) {
            // says nothing, until the other side has had enough
          }
          return false;
        }
        default -> {
          take(recipient, text);
          say("250 2.0.0 taken");
        }
      }
      return true;
    }

    private boolean isFirst(String recipient) {
      synchronized (FaultySmtp.this) {
        return seen.getOrDefault(recipient, 0) <= 1;
      }
    }

    /** The letters with which an address begins: {@code gone17@example.org} is gone. */
    private static String behaviour(String address) {
      return address.toLowerCase(Locale.ROOT).replaceFirst("[^a-z].*", "");
    }
  }

  /** Breaks all connections, as a restart does. */
  public void breakAll() {
    open.forEach(
        socket -> {
          try {
            socket.close();
          } catch (IOException _) {
            // broken is broken
          }
        });
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    breakAll();
  }
}
