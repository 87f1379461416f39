package caravan.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A mail server on this machine that takes everything, and says what it took and when. */
final class MailSink implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final Consumer<Taken> consumer;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread accepting;

  /**
   * A mail that was taken.
   *
   * @param text with its headers, as it came
   * @param at when its final dot was there, on the clock of nanoseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Taken(String to, byte[] text, long at) {

    String string() {
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  /**
   * One that listens.
   *
   * @param port 0 for any that is free
   * @param consumer is told of each mail before it is answered, by several threads
   */
  MailSink(int port, Consumer<Taken> consumer) throws IOException {
    this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    this.consumer = consumer;
    this.accepting = Thread.ofPlatform().name("mail-sink").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // it was closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        var out = new BufferedOutputStream(socket.getOutputStream())) {
      socket.setTcpNoDelay(true);
      say(in, out, "220 sink");
      var to = "";
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        var command = line.strip();
        if (command.startsWith("EHLO")) {
          say(in, out, "250-sink\r\n250 PIPELINING");
        } else if (command.equals("DATA")) {
          say(in, out, "354 go on");
          out.flush();
          take(to, in);
          say(in, out, "250 taken");
        } else if (command.equals("QUIT")) {
          say(in, out, "221 bye");
          return;
        } else {
          to = command.startsWith("RCPT TO:") ? command.replaceAll(".*<|>.*", "") : to;
          say(in, out, "250 fine");
        }
      }
    } catch (IOException _) {
      // the other side is gone, or this is closed
    } finally {
      open.remove(socket);
    }
  }

  private void take(String to, InputStream in) throws IOException {
    var text = new ByteArrayOutputStream(4096);
    for (var line = line(in); !line.equals(".\r\n"); line = line(in)) {
      if (line.isEmpty()) {
        throw new IOException("the other side broke off");
      }
      text.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    }
    consumer.accept(new Taken(to, text.toByteArray(), System.nanoTime()));
  }

  /** The next line with its end; empty where there is none. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(80);
    for (var next = in.read(); next >= 0; next = in.read()) {
      line.append((char) next);
      if (next == '\n') {
        return line.toString();
      }
    }
    return "";
  }

  private static void say(InputStream in, OutputStream out, String answer) throws IOException {
    out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    if (in.available() == 0) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
    try {
      accepting.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
