package caravan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class ReturnedMailTest {

  /** As RFC 3464 shows one. */
  public static String notification(String fields, String mark) {
    return """
        From: Mail Delivery Subsystem <MAILER-DAEMON@cs.example>
        To: <news@harbour.example>
        Subject: Returned mail
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="B/cs"

        --B/cs

        The mail could not be delivered.

        --B/cs
        Content-Type: message/delivery-status

        Reporting-MTA: dns; cs.example
        Arrival-Date: Fri, 8 Jul 1994 00:21:47 -0400

        FIELDS

        --B/cs
        Content-Type: message/rfc822

        From: Harbour <news@harbour.example>
        Subject: Hello
        X-Caravan-Letter: MARK

        Hello
        --B/cs--
        """
        .replace("FIELDS", fields.strip())
        .replace("MARK", mark)
        .replace("\n", "\r\n");
  }

  private static ReturnedMail read(String mail) {
    return ReturnedMail.read(mail.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, HARD",
    "failed, 5.0.0, HARD",
    "failed, 5.2.2, SOFT",
    "failed, 5.7.1, SOFT",
    "failed, 4.4.7, SOFT",
    "delayed, 4.2.0, DELAYED",
  })
  void tellsWhatBecameOfALetter(String action, String status, Returned.Kind kind) {
    var mail =
        read(
            notification(
                """
                Original-Recipient: rfc822;Ann@Example.org
                Final-Recipient: rfc822; ann.two@example.net
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 no
                  such user
                """
                    .formatted(action, status),
                "abc"));
    assertThat(mail.letter()).contains("abc");
    assertThat(mail.about())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo(kind);
              assertThat(it.address()).isEqualTo("Ann@Example.org");
              assertThat(it.detail()).isEqualTo(status + " smtp; 550 no such user");
            });
  }

  @Test
  void readsSeveralRecipientsAndLeavesOutThoseWhoGotIt() {
    var mail =
        read(
            notification(
                """
                Final-Recipient: rfc822; a@example.org
                Action: failed
                Status: 5.1.1

                Final-Recipient: rfc822; b@example.org
                Action: delivered
                Status: 2.0.0

                Final-Recipient: rfc822; c@example.org
                Action: failed
                Status: 4.2.2
                """,
                "abc"));
    assertThat(mail.about())
        .extracting(Returned::address)
        .containsExactly("a@example.org", "c@example.org");
  }

  @Test
  void readsComplaints() {
    var mail =
        read(
            """
            From: <abusedesk@example.com>
            To: <abuse@example.net>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report;
             boundary="part1"

            --part1
            Content-Type: text/plain; charset="US-ASCII"

            This is an email abuse report.
            --part1
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: SomeGenerator/1.0
            Version: 1
            Original-Rcpt-To: <user@example.com>

            --part1
            Content-Type: text/rfc822-headers

            From: <somespammer@example.net>
            X-Caravan-Letter: a-very-long
             -mark

            --part1--
            """
                .replace("\n", "\r\n"));
    assertThat(mail.letter()).contains("a-very-long-mark");
    assertThat(mail.about()).extracting(Returned::kind).containsExactly(Returned.Kind.COMPLAINT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "Subject: Hi\r\n\r\nHello",
        "Content-Type: multipart/report\r\n\r\nno boundary",
        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822\r\nAction: failed\r\n--b--",
        "Content-Type: \u0000/\r\n\r\n",
      })
  void everythingElseIsNothing(String mail) {
    assertThat(ReturnedMail.read(mail.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
