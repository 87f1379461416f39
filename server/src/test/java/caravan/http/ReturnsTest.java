package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import caravan.reader.ReturnedMailTest;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Mail that came back is read from a mailbox: each once, and none is lost. */
class ReturnsTest {

  private static final String PASSWORD = "s3cret";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");
  private GreenMail greenMail;
  private GreenMailUser user;

  @BeforeEach
  void starts() {
    greenMail = mailbox(0);
    user = user();
  }

  private GreenMailUser user() {
    return greenMail.setUser("bounces@harbour.example", "bounces", PASSWORD);
  }

  private static GreenMail mailbox(int port) {
    var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
    setup.setServerStartupTimeout(60_000);
    var mailbox = new GreenMail(setup);
    mailbox.start();
    return mailbox;
  }

  @AfterEach
  void ends() {
    greenMail.stop();
  }

  private void write(int smtp) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.createDirectories(folder.resolve(".caravan/secrets"));
    Files.writeString(folder.resolve(".caravan/secrets/bounces"), PASSWORD + "\n");
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, email: text}, roles: {email: email}}
        channels:
          email:
            smtp: "smtp://127.0.0.1:%d?timeout=5"
            from: "Harbour <news@harbour.example>"
            returns: {imap: "imap://127.0.0.1:%d", user: bounces, password: {file: bounces}, every: 12 hours}
        """
            .formatted(smtp, greenMail.getImap().getPort()));
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: All, where: id is not missing}]");
    Files.writeString(
        folder.resolve("journeys/news.yaml"),
        """
        journey: News
        audience: {segments: [All]}
        frequency: ongoing
        steps: [{email: hello}, {wait: 30 days}]
        """);
    Files.writeString(folder.resolve("messages/hello.txt"), "---\nsubject: Hello\n---\nHello\n");
  }

  private void deliver(String text) throws MessagingException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    user.deliver(
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)));
  }

  private static String bounce(String address, String mark) {
    return ReturnedMailTest.notification(
        "Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1".formatted(address), mark);
  }

  private MailFolder folder(String name) {
    return imap().getFolder(user, name);
  }

  private ImapHostManager imap() {
    return greenMail.getManagers().getImapHostManager();
  }

  private static void await(BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static JsonNode read(Client client) {
    return client.post("/api/v1/returns/read", Map.of()).is(200).json();
  }

  private static long bounced(Client client) {
    return client
        .get("/api/v1/journeys/News/funnel")
        .is(200)
        .json()
        .at("/steps/0/responses/bounced")
        .asLong();
  }

  private static List<String> suppressed(Client client) {
    return client
        .get("/api/v1/suppressed")
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .map(it -> it.get("address").asString())
        .toList();
  }

  @Test
  void aMailIsTakenInOnceAndThenMoved() throws IOException, MessagingException, FolderException {
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port());
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        ann.post(
                "/api/v1/tables/contact/rows",
                List.of(Map.of("id", "a", "email", "fine@x.example")))
            .is(200);
        await(() -> smtp.taken().size() == 1);
        var mark = smtp.taken().getFirst().header("X-Caravan-Letter").replaceAll("\\s", "");
        var mail = bounce("fine@x.example", mark);
        deliver(mail);
        deliver(mail); // some servers deliver twice
        deliver(bounce("other@x.example", ""));

        assertThat(read(ann).get("taken").asLong()).isEqualTo(2);
        assertThat(suppressed(ann)).containsExactlyInAnyOrder("fine@x.example", "other@x.example");
        await(() -> bounced(ann) == 1);
        assertThat(folder("INBOX").getMessageCount()).isZero();
        assertThat(folder("Caravan").getMessageCount()).isEqualTo(3);

        server.restart();
        deliver(mail); // as after a crash between both
        var after = server.administrator();
        await(() -> after.get("/api/v1/returns").is(200).json().has("read"));
        assertThat(read(after).get("taken").asLong()).isZero();
        assertThat(folder("INBOX").getMessageCount()).isZero();
        assertThat(bounced(after)).isEqualTo(1);
      }
    }
  }

  @Test
  void whatItCannotReadItLeavesAndSays() throws IOException, MessagingException, FolderException {
    write(1);
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      deliver("From: Bob <bob@x.example>\r\nSubject: Out of office\r\n\r\nUntil Monday\r\n");
      deliver(bounce("gone@x.example", ""));
      for (var i = 0; i < 2; i++) {
        var answer = read(ann);
        assertThat(answer.get("taken").asLong()).isEqualTo(1);
        assertThat(answer.get("left").size()).isEqualTo(1);
        assertThat(answer.at("/left/0/subject").asString()).isEqualTo("Out of office");
        assertThat(answer.at("/left/0/from").asString()).isEqualTo("Bob <bob@x.example>");
        assertThat(answer.at("/left/0/why").asString()).contains("neither");
      }
      var left = folder("INBOX").getMessages();
      assertThat(left).hasSize(1);
      assertThat(left.getFirst().getFlags().contains(Flags.Flag.SEEN)).isFalse();

      folder("INBOX").deleteAllMessages();
      assertThat(read(ann).get("left")).isEmpty();
      server.user("vera", "viewer").post("/api/v1/returns/read", Map.of()).is(403);
    }
  }

  private static List<String> faults(Client client) {
    return client
        .get("/api/v1/sending")
        .is(200)
        .json()
        .get("faults")
        .valueStream()
        .map(it -> it.get("channel").asString() + ": " + it.get("fault").asString())
        .toList();
  }

  @Test
  void whyTheMailboxIsNotReadIsSaid() throws IOException, MessagingException {
    write(1);
    var secret = folder.resolve(".caravan/secrets/bounces");
    Files.writeString(secret, "wr0ng");
    try (var server = TestServer.start(folder)) {
      var ann = server.administrator();
      await(() -> faults(ann).size() == 1); // at once, without being asked
      assertThat(faults(ann).getFirst()).startsWith("returns: imap://127.0.0.1:");
      assertThat(read(ann).get("trouble").asString()).doesNotContain("wr0ng");
      Files.delete(secret);
      assertThat(read(ann).get("trouble").asString()).contains("secrets/bounces is not there");

      Files.writeString(secret, PASSWORD);
      assertThat(read(ann).has("trouble")).isFalse();
      assertThat(faults(ann)).isEmpty();

      var port = greenMail.getImap().getPort();
      greenMail.stop();
      assertThat(read(ann).get("trouble").asString()).contains("127.0.0.1");
      greenMail = mailbox(port);
      user = user();
      deliver(bounce("gone@x.example", ""));
      assertThat(read(ann).has("trouble")).isFalse();
      assertThat(suppressed(ann)).containsExactly("gone@x.example");
    }
  }
}
