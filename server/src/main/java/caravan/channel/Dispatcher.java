package caravan.channel;

import caravan.channel.dkim.DkimKey;
import caravan.channel.dkim.DkimSigner;
import caravan.channel.smtp.SmtpServer;
import caravan.journey.JourneyState;
import caravan.message.Channel;
import caravan.reader.Marks;
import caravan.runtime.DeliveryLog;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Standing;
import caravan.warehouse.Database;
import caravan.workspace.HttpChannel;
import caravan.workspace.SendRate;
import caravan.workspace.Settings;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what journeys decided to send, each channel in a lane of its own, as the workspace's
 * settings say; where they change, so does the lane.
 */
public final class Dispatcher implements AutoCloseable {

  /** All that a lane has on its way, so that it need not wait for room. */
  private static final int MOST_WAITING = 2_000;

  private final Supplier<? extends Database> main;
  private final LiveWorkspace workspace;
  private final Gate gate;
  private final Marks marks;
  private final Reporter reporter;
  private final Path journals;
  private final Secrets secrets;
  private final Inbox inbox;
  private final Seeding seeding;
  private final InstantSource clock;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final ExecutorService changes =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "caravan-channels"));
  private volatile @Nullable Settings settings;

  /**
   * One that has not begun.
   *
   * @param journals the folder for the journals of what is on its way
   * @param secrets what the channels' settings name
   * @param inbox takes the messages of channels that lead nowhere else
   * @param seeding is told what is handed over
   */
  public Dispatcher(
      Supplier<? extends Database> main,
      LiveWorkspace workspace,
      Sending sending,
      Marks marks,
      Path journals,
      Secrets secrets,
      Inbox inbox,
      Seeding seeding,
      InstantSource clock) {
    this.main = main;
    this.workspace = workspace;
    this.gate = new Gate(workspace, sending);
    this.marks = marks;
    this.reporter = new Reporter(work -> workspace.live().submit(1, work));
    this.journals = journals;
    this.secrets = secrets;
    this.inbox = inbox;
    this.seeding = seeding;
    this.clock = clock;
  }

  public void begin() {
    changes.execute(this::adjust);
  }

  private Settings current() {
    return workspace.kept().workspace().settings();
  }

  /**
   * Opens the lanes that the settings ask for, and closes what they replace. Only ever on the one
   * thread of the changes.
   */
  private void adjust() {
    var wanted = current();
    var before = settings;
    if (wanted.equals(before)) {
      return;
    }
    settings = wanted;
    for (var channel : channels()) {
      var old = lane(channel);
      if (old != null && before != null && sameWay(channel, before, wanted)) {
        continue;
      }
      if (old != null) {
        old.close();
      }
      var lane = lane(channel, wanted);
      synchronized (lanes) {
        lanes.put(channel, lane);
      }
      lane.begin();
    }
  }

  private @Nullable Lane lane(String channel) {
    synchronized (lanes) {
      return lanes.get(channel);
    }
  }

  private static List<String> channels() {
    var channels = new ArrayList<String>();
    for (var channel : Channel.values()) {
      channels.add(channel.label());
    }
    channels.add(DeliveryLog.WEBHOOK);
    return channels;
  }

  private static boolean sameWay(String channel, Settings before, Settings after) {
    return channel.equals(Channel.EMAIL.label())
        ? Objects.equals(before.email(), after.email())
        : Objects.equals(before.calls().get(channel), after.calls().get(channel));
  }

  private Lane lane(String channel, Settings wanted) {
    var journal = new Journal(journals.resolve(channel + ".journal"));
    var carrier = carrier(channel, wanted, journal);
    var resends = resendsUnknown(channel, wanted);
    return new Lane(
        channel, main, workspace, gate, marks, carrier, reporter, seeding, journal, resends, clock);
  }

  private static boolean resendsUnknown(String channel, Settings wanted) {
    var calls = wanted.calls().get(channel);
    return channel.equals(Channel.EMAIL.label())
        ? wanted.email() instanceof Settings.Smtp smtp && smtp.resendsUnknown()
        : calls != null && calls.resendsUnknown();
  }

  /** By a mail server or by calls where that is set; everything else is kept in the inbox. */
  private Carrier carrier(String channel, Settings wanted, Journal journal) {
    if (channel.equals(Channel.EMAIL.label())) {
      return wanted.email() instanceof Settings.Smtp smtp
          ? smtp(smtp, journal)
          : new InboxCarrier(inbox);
    }
    var calls = wanted.calls().get(channel);
    return calls == null ? new InboxCarrier(inbox) : calls(calls, journal);
  }

  private Carrier calls(HttpChannel channel, Journal journal) {
    var rate = channel.rate() == null ? null : rate(channel.rate());
    var waiting = new Waiting(MOST_WAITING, rate, _ -> null);
    return new CallCarrier(channel, secrets, waiting, journal, trust(), clock);
  }

  private Carrier smtp(Settings.Smtp smtp, Journal journal) {
    var all = smtp.rate() == null ? null : rate(smtp.rate());
    var waiting =
        new Waiting(
            MOST_WAITING,
            all,
            domain -> {
              var rate = smtp.domainRates().get(domain);
              var any = rate == null ? smtp.domainRates().get(Settings.Smtp.OTHER_DOMAINS) : rate;
              return any == null ? null : rate(any);
            });
    return new SmtpCarrier(
        SmtpServer.of(smtp.url()),
        smtp.connections(),
        waiting,
        journal,
        new Retries(smtp.attempts()),
        new Signing(smtp.dkim(), secrets),
        trust(),
        clock);
  }

  private static Rate rate(SendRate rate) {
    return new Rate(rate.count(), rate.time());
  }

  /** Whom TLS believes. */
  static SSLContext trust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("there is no TLS", e);
    }
  }

  /**
   * The key that mails are signed with.
   *
   * @return nothing where mails are not signed, or the key is not there
   */
  public Optional<DkimKey> signingKey() {
    var signs = current().email() instanceof Settings.Smtp smtp ? smtp.dkim() : null;
    try {
      return new Signing(signs, secrets).signer().map(DkimSigner::key);
    } catch (Secrets.Missing _) {
      return Optional.empty();
    }
  }

  /** Says that there may be something to hand over. */
  public void wake() {
    followSettings();
    all().forEach(Lane::wake);
  }

  /** The same of a tick: it concerns the lanes for which it decided something, or let something. */
  @SuppressWarnings("ReferenceEquality") // the same are not to be looked through
  public void settled(Standing before, Standing after) {
    followSettings();
    var others =
        before == after
            || before.definitions() != after.definitions()
            || !statuses(before).equals(statuses(after));
    for (var lane : all()) {
      var channel = lane.channel();
      if (others || !Objects.equals(before.decided().get(channel), after.decided().get(channel))) {
        lane.wake();
      } else {
        lane.wakeIfDue();
      }
    }
  }

  private static Map<String, JourneyState.Status> statuses(Standing standing) {
    var statuses = new HashMap<String, JourneyState.Status>();
    standing.states().forEach((journey, state) -> statuses.put(journey, state.status()));
    return statuses;
  }

  private void followSettings() {
    var known = settings;
    if (known != null && !current().equals(known)) {
      changes.execute(this::adjust);
      all().forEach(Lane::wake);
    }
  }

  /** Why it does not get on just now; null where it does. */
  public @Nullable Throwable failure() {
    return all().stream().map(Lane::failure).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** What keeps a channel from handing over, to be shown to people. */
  public Map<String, String> troubles() {
    var troubles = new LinkedHashMap<String, String>();
    Map<String, Lane> copy;
    synchronized (lanes) {
      copy = Map.copyOf(lanes);
    }
    copy.forEach(
        (channel, lane) ->
            Optional.of(lane.trouble())
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> troubles.put(channel, text)));
    return troubles;
  }

  private List<Lane> all() {
    synchronized (lanes) {
      return List.copyOf(lanes.values());
    }
  }

  /** Ends after the people whom it is at. */
  @Override
  public void close() {
    changes.close();
    all().forEach(Lane::close);
  }
}
