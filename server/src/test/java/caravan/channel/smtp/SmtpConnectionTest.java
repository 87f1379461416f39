package caravan.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.channel.FaultySmtp;
import caravan.channel.MailKeys;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions with GreenMail, and with servers that say odd things. */
class SmtpConnectionTest {

  private static final byte[] MAIL =
      "Subject: Hello\r\n\r\n.\r\n..\r\nfine.\r\n".getBytes(StandardCharsets.US_ASCII);

  private static MailKeys keys;
  private static GreenMail greenMail = new GreenMail();

  @BeforeAll
  static void starts() throws IOException, InterruptedException {
    keys = MailKeys.get();
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
    try (var connection = SmtpConnection.open(server, "test.example", keys.trusting())) {
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
    try (var connection = SmtpConnection.open(server, "test.example", keys.trusting())) {
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
    assertThatThrownBy(() -> SmtpConnection.open(server, "test.example", keys.trusting()))
        .isInstanceOf(SmtpFailure.class)
        .hasMessageContaining("signing in: 535")
        .message()
        .doesNotContain("wr0ng");
  }

  @Test
  void encryptionThatIsRequiredAndNotOfferedEndsTheSession() {
    var server = SmtpServer.of(url("", "?tls=required"));
    assertThatThrownBy(() -> SmtpConnection.open(server, "test.example", keys.trusting()))
        .hasMessage("the server offers no STARTTLS, which is required");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void turnsToTlsWhereItIsOffered(boolean grouped) throws IOException {
    try (var smtp = FaultySmtp.startWithTls(grouped, keys.serving())) {
      var server = SmtpServer.of("smtp://127.0.0.1:%d?tls=required".formatted(smtp.port()));
      try (var connection = SmtpConnection.open(server, "test.example", keys.trusting())) {
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
        try (var connection = SmtpConnection.open(server, "test.example", keys.trusting())) {
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
