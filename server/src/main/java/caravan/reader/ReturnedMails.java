package caravan.reader;

import caravan.runtime.Engine;
import caravan.runtime.LiveWorkspace;
import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Takes in mails that came back, each as a whole: what they say of addresses, and of the people
 * whose letters they bring back.
 */
public final class ReturnedMails {

  /** So long a mail is known to have been taken in: longer than a mailbox keeps what was moved. */
  private static final Duration KNOWN = Duration.ofDays(90);

  private static final Table<?> TAKEN = DSL.table(DSL.name("state", "returned_mail"));
  private static final Field<String> DIGEST = DSL.field(DSL.name("digest"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> NOW =
      DSL.field(DSL.name("taken"), SQLDataType.LOCALDATETIME);

  private final LiveWorkspace workspace;
  private final ReaderKey key;

  public ReturnedMails(LiveWorkspace workspace, ReaderKey key) {
    this.workspace = workspace;
    this.key = key;
  }

  /** Makes a state's database ready for it. */
  public static void create(Database db) {
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql().createTableIfNotExists(TAKEN).columns(DIGEST, NOW).execute();
  }

  /**
   * Takes in what a mail says.
   *
   * @return of each thing that it says whether it was known which letter it was, and whose; once
   *     that is durable
   */
  public CompletableFuture<List<Boolean>> take(ReturnedMail mail) {
    return workspace.live().submit(mail.about().size(), (engine, now) -> take(engine, mail, now));
  }

  /**
   * Takes in what a mail says, unless the same mail was taken in so before.
   *
   * @param bytes the mail as it was received
   * @return whether it was new, once it is durable
   */
  public CompletableFuture<Boolean> takeOnce(byte[] bytes, ReturnedMail mail) {
    var digest = digest(bytes);
    return workspace
        .live()
        .submit(
            mail.about().size(),
            (engine, now) -> {
              var sql = engine.database().sql();
              if (sql.fetchExists(TAKEN, DIGEST.eq(digest))) {
                return false;
              }
              sql.deleteFrom(TAKEN).where(NOW.lt(Stored.utc(now.minus(KNOWN)))).execute();
              sql.insertInto(TAKEN, DIGEST, NOW).values(digest, Stored.utc(now)).execute();
              var _ = take(engine, mail, now);
              return true;
            });
  }

  private List<Boolean> take(Engine engine, ReturnedMail mail, Instant now) {
    var letter = mail.about().size() == 1 ? letter(mail) : null;
    var known = new ArrayList<Boolean>();
    for (var about : mail.about()) {
      known.add(Answers.returned(engine, about, letter, now));
    }
    return known;
  }

  /** The letter that came back with it; null where none did, or it is none of ours. */
  private @Nullable LetterId letter(ReturnedMail mail) {
    return mail.letter()
        .flatMap(key::read)
        .filter(token -> token.kind() == Token.Kind.LETTER)
        .map(Token::letter)
        .orElse(null);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("there is no SHA-256", e);
    }
  }
}
