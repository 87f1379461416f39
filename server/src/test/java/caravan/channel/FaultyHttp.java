package caravan.channel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A web server that behaves as badly as the {@code id} in the body that it is sent says, some only
 * the first time; and knows what it took.
 */
public final class FaultyHttp implements AutoCloseable {

  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new ArrayList<>();
  private final List<Call> taken = new ArrayList<>();
  private final Map<String, Integer> times = new HashMap<>();

  /**
   * A request.
   *
   * @param headers by their names in small letters
   */
  public record Call(String path, Map<String, String> headers, String body) {

    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    public String id() {
      return json().get("id").asString();
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private FaultyHttp(int port) {
    try {
      listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** One on a free port. */
  public static FaultyHttp start() {
    return new FaultyHttp(0);
  }

  /** One on a port of which somebody knows already. */
  public static FaultyHttp startOn(int port) {
    return new FaultyHttp(port);
  }

  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** All whole requests, in their order. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Those that had an effect, whether it was said or not. */
  public synchronized List<Call> taken() {
    return List.copyOf(taken);
  }

  private synchronized boolean isFirst(Call call) {
    return Integer.valueOf(1).equals(times.get(call.id()));
  }

  private synchronized void take(Call call) {
    taken.add(call);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      while (one(in, out)) {
        // the next one
      }
    } catch (IOException _) {
      // the other side is gone
    } finally {
      open.remove(socket);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private boolean one(InputStream in, OutputStream out) throws IOException {
    var first = line(in);
    if (first.isEmpty()) {
      return false;
    }
    var headers = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    var call = new Call(first.split(" ", -1)[1], Map.copyOf(headers), body);
    synchronized (this) {
      calls.add(call);
      times.merge(call.id(), 1, Integer::sum);
    }
    return answer(call, out);
  }

  /** Answers as the call says; whether the connection stays open. */
  private boolean answer(Call call, OutputStream out) throws IOException {
    var first = isFirst(call);
    switch (call.id().replaceFirst("\\d+$", "")) {
      case "gone" -> say(out, "410 Gone", "", "no more");
      case "missing" -> say(out, "404 Not Found", "", "no such thing");
      case "denied" -> say(out, "401 Unauthorized", "", "not " + call.header("authorization"));
      case "wrong" -> say(out, "422 Unprocessable", "", "what\r\nis \u0007this?");
      case "moved" -> say(out, "307 Temporary Redirect", "Location: /elsewhere\r\n", "");
      case "sick" -> say(out, "500 Internal Server Error", "", "");
      case "limited" -> refuseFirst(call, first, out, "429 Too Many", "Retry-After: 7200\r\n");
      case "busy" -> refuseFirst(call, first, out, "503 Busy", "Retry-After: soon\r\n");
      case "late" -> refuseFirst(call, first, out, "408 Request Timeout", "");
      case "early" -> refuseFirst(call, first, out, "425 Too Early", "");
      case "dropanswer" -> {
        if (first) {
          take(call);
          return false;
        }
        fine(call, out);
      }
      case "drophalf" -> {
        take(call);
        say(out, "HTTP/1.1 2");
        return false;
      }
      case "garbage" -> {
        take(call);
        say(out, "hello\r\n\r\n");
        return false;
      }
      case "stall" -> {
        take(call);
        return true; // and never answers
      }
      case "huge" -> endless(call, out, "Content-Length: 99999999999\r\n\r\n", "x".repeat(8192));
      case "drip" -> endless(call, out, "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n");
      default -> fine(call, out);
    }
    return true;
  }

  private void refuseFirst(
      Call call, boolean first, OutputStream out, String status, String headers)
      throws IOException {
    if (first) {
      say(out, status, headers, "later");
    } else {
      fine(call, out);
    }
  }

  private void fine(Call call, OutputStream out) throws IOException {
    take(call);
    say(out, "200 OK", "", "{}");
  }

  private void endless(Call call, OutputStream out, String headers, String again)
      throws IOException {
    take(call);
    say(out, "HTTP/1.1 202 Accepted\r\n" + headers);
    while (true) {
      say(out, again);
    }
  }

  private static void say(OutputStream out, String status, String headers, String text)
      throws IOException {
    say(
        out,
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, text.length(), text));
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
