package caravan.channel;

import caravan.channel.smtp.SmtpServer;
import caravan.message.Suppressions;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.workspace.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends e-mails to try a message out, by the way that e-mail takes. No journey knows of them, and
 * nothing counts them.
 */
public final class TestSends {

  /** To so many addresses at once at most. */
  public static final int MOST = 20;

  /** Somebody waits for it: so long a mail server may be silent. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LiveWorkspace workspace;
  private final Readers readers;
  private final Inbox inbox;
  private final Secrets secrets;
  private final InstantSource clock;

  /** Those of a server. */
  public TestSends(
      LiveWorkspace workspace, Readers readers, Inbox inbox, Secrets secrets, InstantSource clock) {
    this.workspace = workspace;
    this.readers = readers;
    this.inbox = inbox;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** What became of a mail. */
  public enum Fate {
    /** A mail server took it. */
    SENT,
    /** It lies in the inbox. */
    KEPT,
    /** It was not taken. */
    REFUSED,
    /** It was handed over, and then nobody said whether it was taken. */
    UNKNOWN
  }

  /**
   * What became of a mail to an address.
   *
   * @param detail in words, the mail server's where it said some
   */
  public record Result(String to, Fate fate, String detail) {}

  /** Sends a letter to addresses, and waits until it is known what became of each. */
  public List<Result> send(TestLetter letter, List<String> to) {
    var results = new LinkedHashMap<String, @Nullable Result>();
    to.forEach(address -> results.put(address, suppressed(address)));
    var going = to.stream().filter(address -> results.get(address) == null).toList();
    var sent =
        workspace.kept().workspace().settings().email() instanceof Settings.Smtp smtp
            ? mail(smtp, letter, going)
            : keep(letter, going);
    sent.forEach(result -> results.put(result.to(), result));
    return results.values().stream().map(Objects::requireNonNull).toList();
  }

  /** That nothing is sent to an address; null where something is. */
  private @Nullable Result suppressed(String address) {
    var why = workspace.live().standing().suppressed().get(Suppressions.normal(address));
    return why == null
        ? null
        : new Result(address, Fate.REFUSED, "it is suppressed: " + why.reason().label());
  }

  private List<Result> keep(TestLetter letter, List<String> to) {
    readers.ask(
        reading -> {
          var db = reading.db();
          db.transaction(() -> inbox.addTests(db, letter, to, clock.instant()));
          return true;
        });
    return to.stream().map(it -> new Result(it, Fate.KEPT, "it lies in the inbox")).toList();
  }

  private List<Result> mail(Settings.Smtp smtp, TestLetter letter, List<String> to) {
    try {
      var signer = new Signing(smtp.dkim(), secrets).signer().orElse(null);
      var server = SmtpServer.of(smtp.url()).within(PATIENCE);
      try (var mails = new TestMails(server, signer, clock)) {
        return to.stream().map(address -> mails.send(letter, address)).toList();
      }
    } catch (Secrets.Missing e) {
      var why = String.valueOf(e.getMessage());
      return to.stream().map(it -> new Result(it, Fate.REFUSED, why)).toList();
    }
  }
}
