package caravan.channel;

import caravan.problem.InvalidInput;
import caravan.runtime.DeliveryLog.Pending;
import caravan.runtime.LiveWorkspace;
import caravan.warehouse.Database;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the workspace's seeds one copy of each e-mail of each run, where they are to get that: as
 * the first person to get it gets it. It is stored before it is sent, so that none gets two.
 * Thread-safe.
 */
public final class Seeding {

  private static final Logger LOG = LoggerFactory.getLogger(Seeding.class);

  private static final Table<?> SEEDED = DSL.table(DSL.name("state", "seeded"));
  private static final Field<String> JOURNEY = DSL.field(DSL.name("journey"), String.class);
  private static final Field<Long> RUN = DSL.field(DSL.name("run"), Long.class);
  private static final Field<String> MESSAGE = DSL.field(DSL.name("message"), String.class);

  private final LiveWorkspace workspace;
  private final TestSends sends;
  private final Set<Copied> known = ConcurrentHashMap.newKeySet();

  /** A message in a run. */
  private record Copied(String journey, long run, String message) {}

  public Seeding(LiveWorkspace workspace, TestSends sends) {
    this.workspace = workspace;
    this.sends = sends;
  }

  /** Makes a state's database ready for it. */
  public static void create(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(SEEDED).columns(JOURNEY, RUN, MESSAGE).execute();
  }

  /**
   * Takes note that a delivery's message is handed over to somebody, and sends the seeds' copy
   * beside, unless they had it.
   *
   * @param db a connection of the caller's, outside of a transaction
   */
  void follow(Database db, Pending delivery, int person) {
    var seeds = workspace.kept().workspace().settings().seeds();
    if (!seeds.everyRun() || seeds.addresses().isEmpty() || !delivery.channel().equals("email")) {
      return;
    }
    var copied = new Copied(delivery.journey(), delivery.run(), delivery.message());
    if (known.add(copied) && isNew(db, copied)) {
      send(db, delivery, person, seeds.addresses());
    }
  }

  private static boolean isNew(Database db, Copied copied) {
    var same =
        JOURNEY.eq(copied.journey()).and(RUN.eq(copied.run())).and(MESSAGE.eq(copied.message()));
    if (db.sql().fetchExists(SEEDED, same)) {
      return false;
    }
    db.sql()
        .insertInto(SEEDED, JOURNEY, RUN, MESSAGE)
        .values(copied.journey(), copied.run(), copied.message())
        .execute();
    return true;
  }

  private void send(Database db, Pending delivery, int person, List<String> to) {
    var kept = workspace.kept().workspace();
    var message = kept.messages().get(delivery.message());
    if (message == null) {
      return;
    }
    var audience = kept.schema().table(delivery.audience());
    try {
      TestLetter.of(db, kept, audience, message, person, null, TestLetter.Mark.SEED)
          .ifPresent(letter -> Thread.ofVirtual().start(() -> send(letter, to)));
    } catch (InvalidInput e) {
      LOG.warn("the seeds get no copy of '{}': {}", delivery.message(), e.getMessage());
    }
  }

  private void send(TestLetter letter, List<String> to) {
    for (var result : sends.send(letter, to)) {
      if (result.fate() == TestSends.Fate.REFUSED || result.fate() == TestSends.Fate.UNKNOWN) {
        LOG.warn(
            "a seed's copy of '{}' is {}: {}", letter.message(), result.fate(), result.detail());
      }
    }
  }
}
