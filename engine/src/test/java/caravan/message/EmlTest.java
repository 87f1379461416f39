package caravan.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmlTest {

  private static final Instant DATE = Instant.parse("2026-01-31T09:00:00Z");
  private static final String ID = "r1.s2.p3@harbour.example";

  private static byte[] write(Rendered message, @Nullable String toName) {
    return Eml.write(
        message, "Härbour <news@harbour.example>", "ann@example.org", toName, DATE, ID);
  }

  private static MimeMessage read(byte[] mail) throws Exception {
    return new MimeMessage((Session) null, new ByteArrayInputStream(mail));
  }

  private static String lines(String text) {
    return text.replace("\n", "\r\n");
  }

  @Test
  void isReadBackAsItWasWritten() throws Exception {
    var text = "Grüße, 😀\n.\nFrom here = there   \n" + "long ".repeat(60) + "\nend\t";
    var html = "<p title=\"x\">Grüße</p>\n" + "x".repeat(2000);
    var read = read(write(new Rendered("Grüße 😀 an alle & jeden", html, text), "Ann Ü"));

    assertThat(read.getSubject()).isEqualTo("Grüße 😀 an alle & jeden");
    assertThat(read.getFrom()).containsExactly(new InternetAddress("news@harbour.example"));
    assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Härbour");
    assertThat(((InternetAddress) read.getRecipients(RecipientType.TO)[0]).getPersonal())
        .isEqualTo("Ann Ü");
    assertThat(read.getMessageID()).isEqualTo("<" + ID + ">");
    assertThat(read.getSentDate().toInstant()).isEqualTo(DATE);
    var parts = (MimeMultipart) read.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo(lines(text));
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo(lines(html));
  }

  @Test
  void hasTheHeadersOfAMail() {
    var mail = new String(write(new Rendered("Hi", null, "x"), null), UTF_8);

    assertThat(mail)
        .isEqualTo(
            lines(
                """
                Date: Sat, 31 Jan 2026 09:00:00 +0000
                From: =?UTF-8?B?SMOkcmJvdXI=?= <news@harbour.example>
                To: ann@example.org
                Message-ID: <r1.s2.p3@harbour.example>
                Subject: Hi
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                x"""));
  }

  @Test
  void sameInputSameBytes() {
    var message = new Rendered("Hi", "<p>x</p>", "x");

    assertThat(write(message, "Ann")).isEqualTo(write(message, "Ann"));
  }

  @Test
  void linesAreShortAsciiAndEndInCrLf() {
    var wide = new Rendered("wide 漢字 ".repeat(40), "<p>" + "漢字".repeat(900), "é ".repeat(900));
    var mail = new String(write(wide, "Ünë ".repeat(30)), UTF_8);

    assertThat(mail.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
    assertThat(mail.split("\r\n")).allMatch(line -> line.length() <= 76);
    assertThat(mail.chars()).allMatch(c -> c < 0x7F);
  }

  @Test
  void foreignTextIsBase64() throws Exception {
    var message = new Rendered("s", null, "漢字かな交じり文\n".repeat(50));
    var read = read(write(message, null));

    assertThat(read.getEncoding()).isEqualTo("base64");
    assertThat(read.getContent()).isEqualTo(lines(message.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann\r\nBcc: all@example.org",
        "Ann \"the\" \\ Great, <x@y>",
        "=?UTF-8?Q?forged?=",
        "\u202Emoc.live@ann",
        "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        "a\0b",
        "שלום עולם",
        "  "
      })
  void namesAndSubjectsBringNoHeaders(String text) throws Exception {
    var mail = write(new Rendered(text, null, "x"), text);
    var read = read(mail);
    var names = java.util.Collections.list(read.getAllHeaders()).stream().map(h -> h.getName());

    assertThat(names)
        .containsExactlyInAnyOrder(
            "Date",
            "From",
            "To",
            "Message-ID",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");
    assertThat(read.getAllRecipients()).containsExactly(new InternetAddress("ann@example.org"));
    assertThat(read.getContent()).isEqualTo("x");
    var subject = read.getSubject() == null ? "" : read.getSubject();
    assertThat(subject).isEqualTo(Values.oneLine(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ann",
        "@example.org",
        "ann@",
        "ann@@example.org",
        "a b@example.org",
        "ann@exa mple.org",
        "ann@example.org, bob@example.org",
        "Ann <ann@example.org>",
        "ann@example.org\r\nBcc: x@example.org",
        "ann@example.org>",
        "ann@-x.org",
        "ann@x..org",
        ".ann@example.org",
        "ann.@example.org",
        "änn@example.org",
        "ann@exa_mple.org",
        "ann\0@example.org",
        "\"ann\"@example.org"
      })
  void whatIsNoAddressIsSaidToBeNone(String to) {
    var message = new Rendered("s", null, "x");

    assertThatThrownBy(() -> Eml.write(message, "a@b.example", to, null, DATE, ID))
        .isInstanceOf(BadAddress.class)
        .hasMessageContaining("is no email address");
  }

  @Test
  void longAddressesAreNone() {
    var message = new Rendered("s", null, "x");
    for (var to :
        new String[] {
          "a".repeat(65) + "@x.org", "a@" + "b".repeat(60).concat(".").repeat(5) + "org"
        }) {
      assertThatThrownBy(() -> Eml.write(message, "a@b.example", to, null, DATE, ID))
          .isInstanceOf(BadAddress.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Harbour",
        "a@b.example, c@d.example",
        "x: a@b.example;",
        "<>",
        "A\r\nB: c <a@b>x"
      })
  void aSenderMustBeOne(String from) {
    var message = new Rendered("s", null, "x");

    assertThatThrownBy(() -> Eml.write(message, from, "ann@example.org", null, DATE, ID))
        .isInstanceOf(BadAddress.class);
  }

  @Test
  void otherDomainsAreWrittenInAscii() {
    var mail =
        new String(
            Eml.write(
                new Rendered("s", null, "x"), "a@b.example", "ann@müller.example", null, DATE, ID),
            UTF_8);

    assertThat(mail).contains("\r\nTo: ann@xn--mller-kva.example\r\n");
  }

  @Test
  void takesMoreHeadersButNoForgedOnes() throws Exception {
    var message = new Rendered("s", null, "x");
    var mail =
        Eml.write(
            message,
            "a@b.example",
            "c@d.example",
            null,
            DATE,
            ID,
            Map.of("List-Unsubscribe", "<https://x.example/u/1>"));

    assertThat(read(mail).getHeader("List-Unsubscribe")).containsExactly("<https://x.example/u/1>");
    for (var bad : new String[] {"x\r\nBcc: y@z.example", "ü"}) {
      assertThatThrownBy(
              () ->
                  Eml.write(
                      message, "a@b.example", "c@d.example", null, DATE, ID, Map.of("X-A", bad)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "@b", "a@", "a@b@c", "a b@c", "<a@b", "a@b>", "\u00e4@b", "a@b\r\nTo: x"})
  void whatIsNoMessageIdIsSaidToBeNone(String id) {
    var message = new Rendered("Hi", null, "Hi");
    assertThatThrownBy(() -> Eml.write(message, "a@b.example", "c@d.example", null, DATE, id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no message id");
  }

  @Test
  void anyTextSurvives() throws Exception {
    var random = new Random(7);
    var alphabet = "aZ= \t.\n\n-é漢😀\u007F~".codePoints().toArray();
    for (var round = 0; round < 500; round++) {
      var text = new StringBuilder();
      var length = random.nextInt(400);
      for (var i = 0; i < length; i++) {
        var common = random.nextInt(3) > 0;
        text.appendCodePoint(
            common ? 'a' + random.nextInt(20) : alphabet[random.nextInt(alphabet.length)]);
      }
      var message = new Rendered("s", "<p>" + text, text.toString());
      var parts = (MimeMultipart) read(write(message, null)).getContent();

      assertThat(parts.getBodyPart(0).getContent()).isEqualTo(lines(text.toString()));
      assertThat(parts.getBodyPart(1).getContent()).isEqualTo(lines("<p>" + text));
    }
  }
}
