package caravan.channel;

import caravan.channel.TestSends.Fate;
import caravan.channel.TestSends.Result;
import caravan.channel.dkim.DkimSigner;
import caravan.channel.smtp.SmtpConnection;
import caravan.channel.smtp.SmtpServer;
import caravan.message.BadAddress;
import caravan.message.Eml;
import caravan.message.RenderFailed;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands test mails over to a mail server one after the other, over one connection as long as it
 * holds, and repeats what the server says of each. For one thread.
 */
final class TestMails implements AutoCloseable {

  private final SmtpServer server;
  private final @Nullable DkimSigner signer;
  private final InstantSource clock;
  private @Nullable SmtpConnection connection;

  /** Why there is no connection, once one could not be had; it is not tried again. */
  private @Nullable String away;

  /**
   * A way to a mail server.
   *
   * @param signer null where mails are not signed
   */
  TestMails(SmtpServer server, @Nullable DkimSigner signer, InstantSource clock) {
    this.server = server;
    this.signer = signer;
    this.clock = clock;
  }

  /** Sends a letter to an address, and waits for the answer. */
  Result send(TestLetter letter, String to) {
    try {
      var now = clock.instant();
      var text = letter.eml(to, now);
      var envelope = Eml.envelope(letter.from(), to);
      var mail = signer == null ? text : signer.sign(text, now);
      var opened = connect(letter);
      return opened == null
          ? new Result(to, Fate.REFUSED, String.valueOf(away))
          : handOver(opened, envelope, mail, to);
    } catch (BadAddress | RenderFailed e) {
      return new Result(to, Fate.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable SmtpConnection connect(TestLetter letter) {
    if (connection == null && away == null) {
      try {
        connection = SmtpConnection.open(server, Letter.hostOf(letter.from()), Dispatcher.trust());
      } catch (IOException e) {
        away = "%s: %s".formatted(server, SmtpCarrier.reason(e));
      }
    }
    return connection;
  }

  private Result handOver(SmtpConnection by, Eml.Envelope envelope, byte[] mail, String to) {
    var isHanded = false;
    try {
      by.announce(envelope.from(), envelope.to());
      var accepted = by.accepted();
      if (accepted.isFine()) {
        isHanded = true;
        by.text(mail);
        by.flush();
      }
      var reply = accepted.isFine() ? by.taken() : accepted.decisive();
      if (reply.ends() || accepted.ends()) {
        end();
      }
      return new Result(to, reply.isFine() ? Fate.SENT : Fate.REFUSED, reply.toString());
    } catch (IOException e) {
      end();
      return new Result(to, isHanded ? Fate.UNKNOWN : Fate.REFUSED, SmtpCarrier.reason(e));
    }
  }

  private void end() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.quit();
    }
  }
}
