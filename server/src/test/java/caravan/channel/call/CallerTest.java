package caravan.channel.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** How far a call got, where it was not answered. */
class CallerTest {

  private static final Caller.Keys NONE = new Caller.Keys(null, null);

  /** What somebody who is called does. */
  private interface Behaviour {
    void with(Socket socket) throws IOException;
  }

  private static CallFailure.Kind kind(String scheme, Behaviour behaviour)
      throws IOException, NoSuchAlgorithmException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!server.isClosed()) {
                  try (var socket = server.accept()) {
                    behaviour.with(socket);
                  } catch (IOException _) {
                    // the caller is gone
                  }
                }
              });
      return kind(scheme + "://127.0.0.1:" + server.getLocalPort());
    }
  }

  private static CallFailure.Kind kind(String url) throws NoSuchAlgorithmException {
    try (var caller = new Caller(Duration.ofSeconds(1), true, SSLContext.getDefault())) {
      var call = new Caller.Call(URI.create(url), "msg_1", new byte[] {'{', '}'});
      var answer = caller.call(call, NONE, Instant.EPOCH);
      throw new AssertionError(answer.toString());
    } catch (CallFailure failure) {
      return failure.kind();
    }
  }

  private static void swallow(Socket socket) throws IOException {
    socket.getInputStream().skip(Long.MAX_VALUE);
  }

  /** Takes the first record of a handshake: what nobody took is answered by a reset instead. */
  private static void hello(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    in.skipNBytes(3);
    in.skipNBytes(in.readUnsignedShort());
  }

  @Test
  void nothingIsSentWhereNobodyListens() throws IOException, NoSuchAlgorithmException {
    int port;
    try (var server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    assertThat(kind("http://127.0.0.1:" + port)).isEqualTo(CallFailure.Kind.NOT_SENT);
    assertThat(kind("https://nobody.invalid")).isEqualTo(CallFailure.Kind.NOT_SENT);
  }

  @Test
  void nothingIsSentBeforeTheConnectionIsEncrypted() throws IOException, NoSuchAlgorithmException {
    assertThat(
            kind(
                "https",
                socket -> {
                  hello(socket);
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }))
        .isEqualTo(CallFailure.Kind.NOT_SENT);
    assertThat(kind("https", CallerTest::swallow)).isEqualTo(CallFailure.Kind.NOT_SENT);
  }

  @Test
  void whatWasSentAndNotAnsweredIsLost() throws IOException, NoSuchAlgorithmException {
    assertThat(kind("http", CallerTest::swallow)).isEqualTo(CallFailure.Kind.LOST);
  }
}
