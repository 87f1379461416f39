package caravan.runtime;

import caravan.warehouse.Database;
import caravan.warehouse.Stored;
import caravan.workspace.Documents;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a workspace in its state's database: a row for each version of each document,
 * never changed.
 */
public final class DocumentStore {

  private static final Table<?> DOCUMENT = DSL.table(DSL.name("state", "document"));
  private static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
  private static final Field<String> NAME = DSL.field(DSL.name("name"), SQLDataType.VARCHAR);
  private static final Field<String> TEXT = DSL.field(DSL.name("text"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> CHANGED =
      DSL.field(DSL.name("changed"), SQLDataType.LOCALDATETIME);
  private static final Field<String> AUTHOR = DSL.field(DSL.name("author"), SQLDataType.VARCHAR);

  private final Database db;

  /** The documents of a database, which is made ready for them. */
  public DocumentStore(Database db) {
    this.db = db;
    db.sql().createSchemaIfNotExists("state").execute();
    db.sql()
        .createTableIfNotExists(DOCUMENT)
        .columns(VERSION, NAME, TEXT, CHANGED, AUTHOR)
        .execute();
  }

  /**
   * A version of a document.
   *
   * @param number counts the versions of all documents, from 1
   */
  public record Version(long number, Instant changed, String author) {}

  /**
   * All documents as they are now.
   *
   * @param versions of each document, by its name
   * @param last the number of the last version of any; 0 where there was none yet
   */
  public record Stand(Documents documents, Map<String, Version> versions, long last) {

    public static final Stand NOTHING = new Stand(new Documents(Map.of()), Map.of(), 0);

    public Stand {
      versions = Map.copyOf(versions);
    }

    /** The same after a change that has been stored. */
    Stand after(Map<String, @Nullable String> texts, Instant now, String author) {
      var changed = documents;
      var numbers = new LinkedHashMap<>(versions);
      var number = last;
      for (var entry : texts.entrySet()) {
        number++;
        var text = entry.getValue();
        if (text == null) {
          changed = changed.without(entry.getKey());
          numbers.remove(entry.getKey());
        } else {
          changed = changed.with(entry.getKey(), text);
          numbers.put(entry.getKey(), new Version(number, now, author));
        }
      }
      return new Stand(changed, numbers, number);
    }
  }

  public Stand load() {
    var texts = new LinkedHashMap<String, String>();
    var versions = new LinkedHashMap<String, Version>();
    var last = new long[1];
    db.sql()
        .select(VERSION, NAME, TEXT, CHANGED, AUTHOR)
        .from(DOCUMENT)
        .orderBy(VERSION)
        .forEach(
            row -> {
              last[0] = row.value1();
              if (row.value3() == null) {
                texts.remove(row.value2());
                versions.remove(row.value2());
              } else {
                texts.put(row.value2(), row.value3());
                versions.put(
                    row.value2(),
                    new Version(
                        row.value1(), row.value4().toInstant(ZoneOffset.UTC), row.value5()));
              }
            });
    return new Stand(new Documents(texts), versions, last[0]);
  }

  /**
   * Stores the next versions of documents, within the caller's transaction.
   *
   * @param texts by name; null for a document that is taken away
   * @return all documents after it
   */
  public Stand add(Stand before, Map<String, @Nullable String> texts, Instant now, String author) {
    var number = before.last();
    for (var entry : texts.entrySet()) {
      db.sql()
          .insertInto(DOCUMENT, VERSION, NAME, TEXT, CHANGED, AUTHOR)
          .values(++number, entry.getKey(), entry.getValue(), Stored.utc(now), author)
          .execute();
    }
    return before.after(texts, now, author);
  }
}
