package caravan.channel;

import caravan.channel.dkim.DkimSigner;
import caravan.channel.smtp.SmtpConnection;
import caravan.channel.smtp.SmtpReply;
import caravan.channel.smtp.SmtpServer;
import caravan.message.BadAddress;
import caravan.message.RenderFailed;
import caravan.runtime.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands letters over to a mail server, over several connections at once. A letter is claimed in the
 * journal before its end is sent, together with the outcome of the letter before it on the same
 * connection: whenever the process is killed, at most one letter a connection is of unknown fate.
 */
final class SmtpCarrier implements Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_BREAKS = 3;

  private final SmtpServer server;
  private final Journal journal;
  private final Retries retries;
  private final Signing signing;
  private final InstantSource clock;
  private final SSLContext trust;
  private final Waiting waiting;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile String trouble = "";

  /** What is said of the key to sign with, where it is not there. */
  private volatile String missing = "";

  /**
   * A way to a mail server.
   *
   * @param connections at most this many at once
   * @param signing how mails are signed
   * @param trust whom TLS believes
   */
  SmtpCarrier(
      SmtpServer server,
      int connections,
      Waiting waiting,
      Journal journal,
      Retries retries,
      Signing signing,
      SSLContext trust,
      InstantSource clock) {
    this.server = server;
    this.journal = journal;
    this.retries = retries;
    this.signing = signing;
    this.trust = trust;
    this.clock = clock;
    this.waiting = waiting;
    for (var i = 1; i <= connections; i++) {
      // Each sleeps twice a mail, which costs a thread of the system more.
      var thread = Thread.ofVirtual().name("caravan-smtp-" + i).unstarted(this::serve);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public void carry(List<Consignment> letters) {
    for (var letter : letters) {
      if (!waiting.put(domain(letter), letter)) {
        letter.giveBack();
      }
    }
  }

  private static String domain(Consignment letter) {
    var to = String.valueOf(letter.letter().to());
    return to.substring(to.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  @Override
  public String trouble() {
    return missing.isEmpty() ? trouble : missing;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void serve() {
    while (!isClosed()) {
      try {
        var signer = signing.signer().orElse(null);
        missing = "";
        var letter = waiting.next(IDLE);
        if (letter != null) {
          new Session(letter, signer).run();
        }
      } catch (Secrets.Missing e) {
        missing = String.valueOf(e.getMessage());
        wait(FIRST_PAUSE);
      }
    }
  }

  private void wait(Duration pause) {
    try {
      var _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection while there are letters for it. */
  private final class Session {

    private @Nullable SmtpConnection connection;

    /** What is to be handed over next. */
    private @Nullable Mail next;

    /** What was handed over, and not yet answered. */
    private @Nullable Mail sent;

    private int breaks;

    private final @Nullable DkimSigner signer;

    /** One for a letter, and for those that follow it. */
    Session(Consignment first, @Nullable DkimSigner signer) {
      this.signer = signer;
      this.next = mail(first, signer);
    }

    void run() {
      while (next != null || sent != null) {
        try {
          var current = connection == null ? connect() : connection;
          if (current == null) {
            return;
          }
          connection = current;
          step(current);
        } catch (IOException e) {
          broken(e);
        } catch (RuntimeException e) {
          LOG.error("handing over to {} failed", server, e);
          broken(new IOException(e));
        }
      }
      if (connection != null) {
        connection.quit();
      }
    }

    /** Connects, however long it takes; answers null where there is no need of it any more. */
    private @Nullable SmtpConnection connect() {
      for (var pause = FIRST_PAUSE; next != null; pause = longer(pause)) {
        if (!next.letter().mayGo()) {
          next = mailOrNull();
          continue;
        }
        if (isClosed()) {
          next.letter().giveBack();
          return null;
        }
        try {
          var opened = SmtpConnection.open(server, Letter.hostOf(next.from()), trust);
          trouble = "";
          return opened;
        } catch (IOException e) {
          trouble = "%s: %s".formatted(server, reason(e));
          LOG.warn("cannot hand over to {}: {}", server, reason(e));
          SmtpCarrier.this.wait(pause);
        }
      }
      return null;
    }

    private static Duration longer(Duration pause) {
      var doubled = pause.multipliedBy(2);
      return doubled.compareTo(LAST_PAUSE) < 0 ? doubled : LAST_PAUSE;
    }

    /** Hands over the next letter, and hears of the one before. */
    private void step(SmtpConnection to) throws IOException {
      if (sent != null && (next == null || !to.isGrouped())) {
        to.flush();
        answered(to.taken());
      }
      if (next == null) {
        next = nextMail();
        return;
      }
      if (!next.letter().mayGo()) {
        next = mailOrNull();
        return;
      }
      to.announce(next.from(), next.to());
      if (sent != null) {
        answered(to.taken());
      }
      var accepted = to.accepted();
      if (accepted.isFine()) {
        handOver(to);
      } else {
        refused(accepted);
      }
      if (accepted.ends()) {
        end();
      }
      next = next == null ? mailOrNull() : next;
    }

    private void handOver(SmtpConnection to) throws IOException {
      var mail = Objects.requireNonNull(next);
      if (!mail.letter().mayGo()) { // the server took its time, and now it must not be sent
        next = null;
        throw new IOException("a letter was withdrawn at the last moment");
      }
      journal.sync(journal.claim(mail.letter().place())); // and the outcome of the one before
      next = null;
      sent = mail;
      to.text(mail.text());
    }

    private void answered(SmtpReply reply) {
      var mail = Objects.requireNonNull(sent);
      var outcome = outcome(mail, reply);
      sent = null;
      journal.settle(mail.letter().place(), outcome);
      if (next == null) {
        journal.flush(); // no claim follows that would
      }
      mail.letter().settle(outcome);
    }

    private Outcome outcome(Mail mail, SmtpReply reply) {
      breaks = 0;
      return reply.isFine()
          ? Outcome.DELIVERED
          : retries.refused(reply, Retries.Refused.TEXT, mail.letter().attempts(), clock.instant());
    }

    private void refused(SmtpConnection.Accepted accepted) {
      var mail = Objects.requireNonNull(next);
      var now = clock.instant();
      var attempts = mail.letter().attempts();
      // That the sender is refused is no fault of the recipient's, and may be mended.
      var outcome =
          accepted.sender().isFine()
              ? retries.refused(
                  accepted.decisive(),
                  accepted.recipient().isFine() ? Retries.Refused.TEXT : Retries.Refused.RECIPIENT,
                  attempts,
                  now)
              : retries.again("sender-refused", accepted.sender().toString(), attempts, now);
      next = null;
      mail.letter().settle(outcome);
    }

    /** The server ends the session. */
    private void end() {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    }

    private void broken(IOException why) {
      if (connection != null) {
        connection.close();
        connection = null;
      }
      if (sent != null) {
        var outcome = Outcome.unknown(reason(why));
        journal.settle(sent.letter().place(), outcome);
        journal.flush();
        sent.letter().settle(outcome);
        sent = null;
      }
      if (next != null && ++breaks >= MOST_BREAKS) {
        breaks = 0;
        next.letter()
            .settle(
                retries.again(
                    "connection-lost", reason(why), next.letter().attempts(), clock.instant()));
        next = null;
      }
      next = next == null && !isClosed() ? mailOrNull() : next;
    }

    /** Waits for a letter, as long as a connection is kept open for it. */
    private @Nullable Mail nextMail() {
      var letter = waiting.next(IDLE);
      return letter == null ? null : mail(letter, signer);
    }

    /** A letter that waits already. */
    private @Nullable Mail mailOrNull() {
      var letter = waiting.next(Duration.ZERO);
      return letter == null ? null : mail(letter, signer);
    }
  }

  /** A letter as it goes over the wire. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Mail(Consignment letter, String from, String to, byte[] text) {}

  /** Writes a letter as a mail; of one that cannot be written it says so, and answers null. */
  private @Nullable Mail mail(Consignment letter, @Nullable DkimSigner signer) {
    try {
      var envelope = letter.letter().envelope();
      var now = clock.instant();
      var text = letter.letter().eml(now, letter.id());
      return new Mail(
          letter, envelope.from(), envelope.to(), signer == null ? text : signer.sign(text, now));
    } catch (BadAddress e) {
      letter.settle(Outcome.failed("bad-address", String.valueOf(e.getMessage())));
    } catch (RenderFailed e) {
      letter.settle(Outcome.failed("not-made", String.valueOf(e.getMessage())));
    }
    return null;
  }

  /** What a failure says. */
  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() {
    closed.countDown();
    waiting.close().forEach(Consignment::giveBack);
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
