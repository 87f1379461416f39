package caravan.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.channel.FaultySmtp;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions with GreenMail, and with servers that say odd things. */
class SmtpConnectionTest {

  private static final String PASSWORD = "changeit";
  private static final byte[] MAIL =
      "Subject: Hello\r\n\r\n.\r\n..\r\nfine.\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private static Path folder = Path.of("");
  private static GreenMail greenMail = new GreenMail();

  @BeforeAll
  static void starts() throws IOException, InterruptedException {
    var store = folder.resolve("server.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var made =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "mail",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, store.toString());
    System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, PASSWORD);
    greenMail =
        new GreenMail(
            new ServerSetup[] {
              setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)
            });
    greenMail.setUser("ann@example.org", "ann", "s3cret:@ word");
    greenMail.start();
  }

  private static ServerSetup setup(String protocol) {
    var setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(60_000);
    return setup;
  }

  @AfterAll
  static void ends() {
    greenMail.stop();
    System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
    System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY);
  }

  /** Believes the certificate of this test's server. */
  private static SSLContext trusting() {
    try {
      var anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("mail", store().getCertificate("mail"));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Shows that certificate. */
  private static SSLContext serving() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(), PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    }
  }

  private static String url(String login, String query) {
    return "smtp://%s127.0.0.1:%d%s".formatted(login, greenMail.getSmtp().getPort(), query);
  }

  private static void send(SmtpConnection connection, String to) throws IOException {
    connection.announce("news@harbour.example", to);
    assertThat(connection.accepted().isFine()).isTrue();
    connection.text(MAIL);
    connection.flush();
    assertThat(connection.taken().isFine()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?auth=plain", "?auth=login"})
  void aMailComesThroughAsItWas(String query) throws IOException {
    clear();
    var server = SmtpServer.of(url("ann:s3cret%3A%40%20word@", query));
    try (var connection = SmtpConnection.open(server, "test.example", trusting())) {
      send(connection, "ann@example.org");
      send(connection, "ann@example.org");
      connection.quit();
    }

    var mails = greenMail.getReceivedMessages();
    assertThat(mails).hasSize(2);
    assertThat(GreenMailUtil.getBody(mails[0])).isEqualTo(".\r\n..\r\nfine.");
  }

  private static void clear() {
    try {
      greenMail.purgeEmailFromAllMailboxes();
    } catch (FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void encryptedFromTheFirstByte() throws IOException {
    clear();
    var server =
        SmtpServer.of(
            "smtps://ann:s3cret%3A%40%20word@127.0.0.1:" + greenMail.getSmtps().getPort());
    try (var connection = SmtpConnection.open(server, "test.example", trusting())) {
      send(connection, "ann@example.org");
    }
    assertThat(greenMail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotBelieved() {
    var server = SmtpServer.of("smtps://127.0.0.1:" + greenMail.getSmtps().getPort());
    assertThatThrownBy(() -> SmtpConnection.open(server, "test.example", SSLContext.getDefault()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aWrongPasswordIsRefusedWithoutNamingIt() {
    var server = SmtpServer.of(url("ann:wr0ng@", ""));
    assertThatThrownBy(() -> SmtpConnection.open(server, "test.example", trusting()))
        .isInstanceOf(SmtpFailure.class)
        .hasMessageContaining("signing in: 535")
        .message()
        .doesNotContain("wr0ng");
  }

  @Test
  void encryptionThatIsRequiredAndNotOfferedEndsTheSession() {
    var server = SmtpServer.of(url("", "?tls=required"));
    assertThatThrownBy(() -> SmtpConnection.open(server, "test.example", trusting()))
        .hasMessage("the server offers no STARTTLS, which is required");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void turnsToTlsWhereItIsOffered(boolean grouped) throws IOException {
    try (var smtp = FaultySmtp.startWithTls(grouped, serving())) {
      var server = SmtpServer.of("smtp://127.0.0.1:%d?tls=required".formatted(smtp.port()));
      try (var connection = SmtpConnection.open(server, "test.example", trusting())) {
        assertThat(connection.isGrouped()).isEqualTo(grouped);
        send(connection, "fine@example.org");
      }
      assertThat(smtp.taken()).hasSize(1);
    }
  }

  @Test
  void afterARefusalTheNextGoesWell() throws IOException {
    for (var grouped : List.of(true, false)) {
      try (var smtp = FaultySmtp.start(grouped)) {
        var server = SmtpServer.of("smtp://127.0.0.1:" + smtp.port());
        try (var connection = SmtpConnection.open(server, "test.example", trusting())) {
          connection.announce("news@harbour.example", "gone@example.org");
          var refused = connection.accepted();
          assertThat(refused.isFine()).isFalse();
          assertThat(refused.decisive()).hasToString("550 5.1.1 no such user");
          send(connection, "fine@example.org");
        }
        assertThat(smtp.taken()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mail.example",
        "smtp:mail.example",
        "smtp://",
        "smtp://a b",
        "smtp://host?tls=maybe"
      })
  void whatIsNoAddressIsRefused(String url) {
    assertThatThrownBy(() -> SmtpServer.of(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAddressDoesNotShowItsPassword() {
    assertThat(SmtpServer.of("smtps://ann:s3cret@mail.example"))
        .hasToString("smtps://mail.example:465");
  }
}
