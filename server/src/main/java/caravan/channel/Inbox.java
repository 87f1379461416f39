package caravan.channel;

import caravan.message.BadAddress;
import caravan.message.Eml;
import caravan.message.Rendered;
import caravan.profile.Role;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.warehouse.WarehouseFailure;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were kept here instead of being sent, as their readers would have got them; the
 * latest of them.
 */
public final class Inbox {

  private static final Table<?> LETTER = DSL.table(DSL.name("state", "letter"));
  private static final Field<Long> ID = field("id", Long.class);
  private static final Field<LocalDateTime> SENT = field("sent", LocalDateTime.class);
  private static final Field<String> JOURNEY = field("journey", String.class);
  private static final Field<String> STEP = field("step", String.class);
  private static final Field<String> AUDIENCE = field("audience", String.class);
  private static final Field<String> KEY = field("key", String.class);
  private static final Field<String> CHANNEL = field("channel", String.class);
  private static final Field<String> MESSAGE = field("message", String.class);
  private static final Field<String> FROM = field("sender", String.class);
  private static final Field<String> TO = field("recipient", String.class);
  private static final Field<String> SUBJECT = field("subject", String.class);
  private static final Field<String> HTML = field("html", String.class);
  private static final Field<String> TEXT = field("text", String.class);
  private static final Field<String> MAIL_ID = field("mail_id", String.class);
  private static final Field<String> NAME = field("name", String.class);
  private static final Field<String> FAULT = field("fault", String.class);
  private static final Field<String> HEADERS = field("headers", String.class);
  private static final List<Field<?>> COLUMNS =
      List.of(
          ID, SENT, JOURNEY, STEP, AUDIENCE, KEY, CHANNEL, MESSAGE, FROM, TO, SUBJECT, HTML, TEXT,
          MAIL_ID, NAME, FAULT, HEADERS);

  private final int keep;
  private final AtomicLong last;

  /** Makes a state's database ready for it. */
  public static void create(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(LETTER).columns(COLUMNS).execute();
    db.sql().alterTable(LETTER).addColumnIfNotExists(HEADERS, HEADERS.getDataType()).execute();
  }

  /**
   * The inbox of a state's database, the only one: it numbers the letters, whoever adds them.
   *
   * @param keep the most letters
   */
  public Inbox(Database db, int keep) {
    this.keep = keep;
    var highest = db.sql().select(DSL.max(ID)).from(LETTER).fetchSingle().value1();
    this.last = new AtomicLong(highest == null ? 0 : highest);
  }

  /** How many letters it keeps. */
  int keep() {
    return keep;
  }

  private static <T> Field<T> field(String name, Class<T> type) {
    return DSL.field(DSL.name(name), type);
  }

  /**
   * A letter that was kept.
   *
   * @param journey empty of one that was sent to try a message out; likewise the step
   * @param person their key
   * @param message its name; of a call of a webhook its address
   * @param name of the person, where it is known
   * @param fault why it could not be made; null where it could
   * @param headers what mail programs are told beside it
   */
  public record Kept(
      long id,
      Instant sent,
      String journey,
      String step,
      String audience,
      String person,
      String channel,
      String message,
      @Nullable String from,
      @Nullable String to,
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      String mailId,
      @Nullable String name,
      @Nullable String fault,
      Map<String, String> headers) {

    /** The mail as it would have been sent; nothing where it is none, or has no address. */
    public Optional<byte[]> eml() {
      if (!channel.equals("email") || from == null || to == null || text == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            Eml.write(new Rendered(subject, html, text, headers), from, to, name, sent, mailId));
      } catch (BadAddress _) {
        return Optional.empty();
      }
    }
  }

  /** Which letters are wanted; all of it null for every one. */
  public record Filter(
      @Nullable String journey,
      @Nullable String message,
      @Nullable String person,
      @Nullable String search) {

    private Condition condition() {
      var condition = DSL.noCondition();
      condition = journey == null ? condition : condition.and(JOURNEY.eq(journey));
      condition = message == null ? condition : condition.and(MESSAGE.eq(message));
      condition = person == null ? condition : condition.and(KEY.eq(person));
      if (search != null) {
        condition =
            condition.and(
                DSL.or(
                    SUBJECT.containsIgnoreCase(search),
                    TO.containsIgnoreCase(search),
                    KEY.containsIgnoreCase(search),
                    TEXT.containsIgnoreCase(search)));
      }
      return condition;
    }
  }

  /** Puts letters in, within the caller's transaction; the oldest beyond what is kept go. */
  void add(Database db, List<Consignment> consignments) {
    append(db, consignments.stream().map(this::kept).toList());
    db.sql().deleteFrom(LETTER).where(ID.le(last.get() - keep)).execute();
  }

  private Kept kept(Consignment consignment) {
    var delivery = consignment.batch().delivery();
    var letter = consignment.letter();
    var content = letter.content();
    return new Kept(
        last.incrementAndGet(),
        delivery.now(),
        delivery.journey(),
        delivery.step(),
        delivery.audience(),
        letter.person().key(),
        letter.channel(),
        letter.name(),
        letter.from(),
        letter.to(),
        content == null ? null : content.subject(),
        content == null ? null : content.html(),
        content == null ? null : content.text(),
        Letter.messageId(consignment.id(), letter.from()),
        letter.person().role(Role.NAME),
        letter.fault(),
        content == null ? Map.of() : content.headers());
  }

  /**
   * Puts letters in that are sent to try a message out: no journey sends them, nobody gets them.
   */
  void addTests(Database db, TestLetter letter, List<String> to, Instant now) {
    var content = letter.content();
    append(
        db,
        to.stream()
            .map(
                address ->
                    new Kept(
                        last.incrementAndGet(),
                        now,
                        "",
                        "",
                        letter.audience(),
                        letter.person(),
                        "email",
                        letter.message(),
                        letter.from(),
                        address,
                        content.subject(),
                        content.html(),
                        content.text(),
                        letter.newId(),
                        null,
                        null,
                        content.headers()))
            .toList());
  }

  private static void append(Database db, List<Kept> letters) {
    try {
      db.append(LETTER.getQualifiedName(), letters.stream().map(Inbox::row).toList());
    } catch (SQLException e) {
      throw WarehouseFailure.of("keeping letters", e);
    }
  }

  private static @Nullable Object[] row(Kept letter) {
    return new @Nullable Object[] {
      letter.id(),
      Stored.utc(letter.sent()),
      letter.journey(),
      letter.step(),
      letter.audience(),
      letter.person(),
      letter.channel(),
      letter.message(),
      letter.from(),
      letter.to(),
      letter.subject(),
      letter.html(),
      letter.text(),
      letter.mailId(),
      letter.name(),
      letter.fault(),
      letter.text() == null ? null : lines(letter.headers())
    };
  }

  /**
   * The newest letters first, without what they say.
   *
   * @param db a connection of the caller's
   * @param before only those with lower ids
   */
  public static List<Kept> list(Database db, Filter filter, @Nullable Long before, int most) {
    var where = filter.condition();
    return db.sql()
        .select(COLUMNS)
        .from(LETTER)
        .where(before == null ? where : where.and(ID.lt(before)))
        .orderBy(ID.desc())
        .limit(most)
        .fetch(Inbox::kept);
  }

  /** How many letters there are. */
  public static long size(Database db) {
    return db.sql().fetchCount(LETTER);
  }

  public static Optional<Kept> find(Database db, long id) {
    return db.sql().select(COLUMNS).from(LETTER).where(ID.eq(id)).fetchOptional(Inbox::kept);
  }

  private static Kept kept(Record row) {
    return new Kept(
        row.get(ID),
        row.get(SENT).toInstant(ZoneOffset.UTC),
        row.get(JOURNEY),
        row.get(STEP),
        row.get(AUDIENCE),
        row.get(KEY),
        row.get(CHANNEL),
        row.get(MESSAGE),
        row.get(FROM),
        row.get(TO),
        row.get(SUBJECT),
        row.get(HTML),
        row.get(TEXT),
        row.get(MAIL_ID),
        row.get(NAME),
        row.get(FAULT),
        headers(row.get(HEADERS)));
  }

  /** Headers as a mail has them, a line each. */
  private static String lines(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> headers(@Nullable String lines) {
    return lines == null
        ? Map.of()
        : lines
            .lines()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(header -> header[0], header -> header[1]));
  }
}
