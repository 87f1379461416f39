package caravan.channel;

import caravan.reader.ReturnedMail;
import caravan.reader.ReturnedMails;
import caravan.runtime.Busy;
import caravan.runtime.LiveWorkspace;
import caravan.workspace.Returns;
import caravan.workspace.Settings;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mailbox that mail comes back to, again and again: each mail is taken in once, and only
 * once that is durable moved away. What it cannot read it leaves there, and says so. Thread-safe.
 */
public final class ReturnsCollector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReturnsCollector.class);
  private static final Duration NAP = Duration.ofHours(1);
  private static final int SHOWN = 100;

  private final LiveWorkspace workspace;
  private final ReturnedMails mails;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);
  private final ReentrantLock reading = new ReentrantLock();
  private final Thread thread = new Thread(this::run, "caravan-returns");
  private volatile @Nullable Returns known;
  private volatile boolean closing;
  private volatile Report report = Report.NOTHING;

  /** The mails that were left in the mailbox. */
  private final Map<Mailbox.Id, Left> left = new LinkedHashMap<>();

  /** One that has not begun. */
  public ReturnsCollector(
      LiveWorkspace workspace, ReturnedMails mails, Secrets secrets, InstantSource clock) {
    this.workspace = workspace;
    this.mails = mails;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * How the reading of the mailbox goes.
   *
   * @param read when it was read last; null where it never was
   * @param trouble why it could not be read the last time; empty where it could
   * @param taken how many mails were taken in since the server began
   * @param left some of those that were left there
   */
  public record Report(@Nullable Instant read, String trouble, long taken, List<Left> left) {

    static final Report NOTHING = new Report(null, "", 0, List.of());

    public Report {
      left = List.copyOf(left);
    }
  }

  /**
   * A mail that was left in the mailbox.
   *
   * @param received when; null where the mailbox does not say
   */
  public record Left(@Nullable Instant received, String from, String subject, String why) {}

  public void begin() {
    thread.start();
  }

  /** The mailbox that the settings name; nothing where none is read. */
  public Optional<Returns> settings() {
    return workspace.kept().workspace().settings().email() instanceof Settings.Smtp smtp
        ? Optional.ofNullable(smtp.returns())
        : Optional.empty();
  }

  public Report report() {
    return report;
  }

  /** Says that the settings may be others. */
  public void wake() {
    if (!Objects.equals(known, settings().orElse(null))) {
      news.release();
    }
  }

  private void run() {
    while (!closing) {
      var settings = settings().orElse(null);
      known = settings;
      if (settings != null) {
        read();
      }
      try {
        var pause = settings == null ? NAP : pause(settings);
        var _ = news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration pause(Returns settings) {
    var now = clock.instant();
    var zone = workspace.kept().workspace().settings().zone();
    return Duration.between(now, settings.every().after(now, zone));
  }

  /** Reads the mailbox now, where there is one; answers how that went. */
  public Report read() {
    reading.lock();
    try {
      settings().ifPresent(this::read);
      return report;
    } finally {
      reading.unlock();
    }
  }

  private void read(Returns settings) {
    var trouble = "";
    var taken = new int[1];
    try (var mailbox =
        Mailbox.open(settings, secrets.text(settings.password()), Dispatcher.trust())) {
      var there = mailbox.mails();
      left.keySet().retainAll(there.stream().map(Mailbox.Mail::id).toList());
      for (var mail : there) {
        if (!closing && !left.containsKey(mail.id()) && take(mailbox, mail)) {
          taken[0]++;
        }
      }
    } catch (Secrets.Missing | MessagingException | IOException | Busy | CompletionException e) {
      trouble = trouble(settings, e);
      LOG.warn("returned mail is not read: {}", trouble);
    }
    report =
        new Report(
            clock.instant(),
            trouble,
            report.taken() + taken[0],
            left.values().stream().limit(SHOWN).toList());
  }

  private static String trouble(Returns settings, Exception e) {
    var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof Secrets.Missing ? why : settings.url() + ": " + why.strip();
  }

  /** Takes a mail in, or leaves it; answers whether it was new. */
  private boolean take(Mailbox mailbox, Mailbox.Mail mail) throws MessagingException, IOException {
    if (mail.message().getSize() > ReturnedMail.LARGEST) {
      leave(mail, "it is larger than 10 MB");
      return false;
    }
    var bytes = Mailbox.bytes(mail);
    var returned = ReturnedMail.read(bytes);
    if (returned.isEmpty()) {
      leave(mail, "it is neither a delivery status notification nor a complaint");
      return false;
    }
    var isNew = mails.takeOnce(bytes, returned.get()).join(); // from here on it is durable
    mailbox.done(mail);
    return isNew;
  }

  private void leave(Mailbox.Mail mail, String why) throws MessagingException {
    var message = mail.message();
    var received = message.getReceivedDate();
    var from = message.getHeader("From");
    left.put(
        mail.id(),
        new Left(
            received == null ? null : received.toInstant(),
            from == null ? "" : String.join(", ", from),
            Objects.requireNonNullElse(message.getSubject(), ""),
            why));
  }

  /** Ends after the mail that it is at. */
  @Override
  public void close() {
    closing = true;
    news.release();
    try {
      if (thread.isAlive()) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
