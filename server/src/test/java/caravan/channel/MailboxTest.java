package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.segment.Span;
import caravan.segment.TimeUnit;
import caravan.workspace.Returns;
import caravan.workspace.SecretSource;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mailbox of GreenMail. */
class MailboxTest {

  private static final String PASSWORD = "s3cret: word";
  private static final SecretSource SECRET = new SecretSource(SecretSource.Kind.FILE, "x");

  private MailKeys keys;
  private GreenMail greenMail;
  private GreenMailUser user;

  @BeforeEach
  void starts() throws IOException, InterruptedException {
    keys = MailKeys.get();
    greenMail =
        new GreenMail(
            new ServerSetup[] {
              setup(ServerSetup.PROTOCOL_IMAP), setup(ServerSetup.PROTOCOL_IMAPS)
            });
    user = greenMail.setUser("bounces@harbour.example", "bounces", PASSWORD);
    greenMail.start();
  }

  private static ServerSetup setup(String protocol) {
    var setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(60_000);
    return setup;
  }

  @AfterEach
  void ends() {
    greenMail.stop();
  }

  private void deliver(String text) throws MessagingException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var session = Session.getInstance(new Properties());
    user.deliver(new MimeMessage(session, new ByteArrayInputStream(bytes)));
  }

  private Returns settings(String scheme) {
    var port =
        scheme.equals("imaps") ? greenMail.getImaps().getPort() : greenMail.getImap().getPort();
    var every = new Span(1, TimeUnit.HOURS);
    return new Returns(
        scheme + "://127.0.0.1:" + port, "bounces", SECRET, "INBOX", "Caravan", every);
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "imaps"})
  void aMailIsReadWithoutAMarkAndMovedOnceItIsDone(String scheme)
      throws MessagingException, IOException {
    deliver("Subject: one\r\n\r\nOne\r\n");
    deliver("Subject: two\r\n\r\nTwo\r\n");
    try (var mailbox = Mailbox.open(settings(scheme), PASSWORD, keys.trusting())) {
      var mails = mailbox.mails();
      assertThat(mails).hasSize(2);
      assertThat(new String(Mailbox.bytes(mails.get(1)), StandardCharsets.US_ASCII))
          .isEqualTo("Subject: two\r\n\r\nTwo\r\n");
      assertThat(mails.get(1).message().isSet(Flags.Flag.SEEN)).isFalse();
      mailbox.done(mails.getFirst());
    }
    try (var mailbox = Mailbox.open(settings(scheme), PASSWORD, keys.trusting())) {
      assertThat(mailbox.mails())
          .extracting(mail -> mail.message().getSubject())
          .containsExactly("two");
    }
    var done = greenMail.getManagers().getImapHostManager().getFolder(user, "Caravan");
    assertThat(done.getMessageCount()).isEqualTo(1);
  }

  @Test
  void aServerThatNobodyVouchesForIsNotBelieved() {
    assertThatThrownBy(() -> Mailbox.open(settings("imaps"), PASSWORD, SSLContext.getDefault()))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("PKIX");
  }

  @Test
  void aWrongPasswordIsRefusedWithoutNamingIt() {
    assertThatThrownBy(() -> Mailbox.open(settings("imap"), "wr0ng", keys.trusting()))
        .isInstanceOf(MessagingException.class)
        .message()
        .doesNotContain("wr0ng");
  }
}
