package caravan.source;

import caravan.warehouse.ColumnType;
import caravan.warehouse.DuckDb;
import caravan.warehouse.Stored;
import caravan.warehouse.WarehouseFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a source brought, beside everything else until it is whole: in a database of
 * its own in a file that is removed at the end.
 */
final class Harvest implements SegmentSource.Receiver, AutoCloseable {

  private static final int AT_ONCE = 5_000;
  private static final long MEMORY = 200_000_000;
  private static final Name PROFILE = DSL.name("main", "profile");
  private static final Name MEMBER = DSL.name("main", "member");
  private static final Field<String> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.VARCHAR);
  private static final Field<String> PERSON = DSL.field(DSL.name("person"), SQLDataType.VARCHAR);

  private final Path file;
  private final DuckDb db;
  private final Map<String, SourceSegment> segments = new LinkedHashMap<>();
  private final List<@Nullable Object[]> profiles = new ArrayList<>();
  private final List<@Nullable Object[]> members = new ArrayList<>();
  private @Nullable ProfileColumns columns;
  private long profileCount;
  private boolean listed = true;

  /** An empty one in a folder. */
  Harvest(Path folder) throws IOException {
    this.file = Files.createTempDirectory(folder, "harvest").resolve("harvest.db");
    this.db = DuckDb.file(file, List.of(), MEMORY);
    db.sql().createTable(MEMBER).columns(SEGMENT, PERSON).execute();
  }

  @Override
  public void columns(ProfileColumns all) {
    columns = all;
    var fields = new ArrayList<Field<?>>();
    all.types().forEach((name, type) -> fields.add(field(name, type)));
    db.sql().createTable(PROFILE).columns(fields).execute();
  }

  private static Field<?> field(String name, ColumnType type) {
    return DSL.field(DSL.name(name), Stored.type(type));
  }

  ProfileColumns columns() {
    return Objects.requireNonNull(columns, "a source without columns");
  }

  @Override
  public void profile(Map<String, Object> values) {
    profiles.add(
        columns().types().keySet().stream().map(name -> Stored.value(values.get(name))).toArray());
    profileCount++;
    if (profiles.size() == AT_ONCE) {
      flush(PROFILE, profiles);
    }
  }

  @Override
  public void unlisted() {
    listed = false;
  }

  /** Whether a segment that did not come is not there. */
  boolean isListed() {
    return listed;
  }

  @Override
  public void segment(SourceSegment segment) {
    segments.put(segment.id(), segment);
  }

  @Override
  public void membership(String segment, String profile) {
    members.add(new @Nullable Object[] {segment, profile});
    if (members.size() == AT_ONCE) {
      flush(MEMBER, members);
    }
  }

  private void flush(Name table, List<@Nullable Object[]> rows) {
    try {
      db.append(table, rows);
      rows.clear();
    } catch (SQLException e) {
      throw WarehouseFailure.of("keeping what a source gave", e);
    }
  }

  /** Says that all has come. */
  void end() {
    flush(PROFILE, profiles);
    flush(MEMBER, members);
  }

  Map<String, SourceSegment> segments() {
    return segments;
  }

  long profiles() {
    return profileCount;
  }

  /** How many profiles each segment has, by the segment's id; those without are left out. */
  Map<String, Long> sizes() {
    var sizes = new LinkedHashMap<String, Long>();
    var key = DSL.field(DSL.name("p", columns().key()), Object.class);
    var person = DSL.field(DSL.name("m", "person"), SQLDataType.VARCHAR);
    var segment = DSL.field(DSL.name("m", "segment"), SQLDataType.VARCHAR);
    db.sql()
        .select(segment, DSL.countDistinct(person))
        .from(DSL.table(MEMBER).as("m"))
        .join(DSL.table(PROFILE).as("p"))
        .on(key.eq(person))
        .groupBy(segment)
        .forEach(row -> sizes.put(row.value1(), row.value2().longValue()));
    return sizes;
  }

  /** How many memberships there are of profiles that were not given. */
  long strangers() {
    var key = DSL.field(DSL.name(columns().key()), Object.class);
    return db.sql()
        .fetchCount(
            DSL.selectOne()
                .from(DSL.table(MEMBER))
                .where(PERSON.notIn(DSL.select(key.cast(String.class)).from(DSL.table(PROFILE)))));
  }

  /** Gives all profiles, some thousand at a time. */
  void eachProfile(Consumer<List<Map<String, @Nullable Object>>> consumer) {
    var fields = new ArrayList<Field<?>>();
    columns().types().forEach((name, type) -> fields.add(field(name, type)));
    var some = new ArrayList<Map<String, @Nullable Object>>();
    try (var cursor = db.sql().select(fields).from(DSL.table(PROFILE)).fetchLazy()) {
      for (var row : cursor) {
        var cells = new LinkedHashMap<String, @Nullable Object>();
        for (var field : fields) {
          cells.put(field.getName(), Stored.cell(row.get(field)));
        }
        some.add(cells);
        if (some.size() == AT_ONCE) {
          consumer.accept(List.copyOf(some));
          some.clear();
        }
      }
    }
    if (!some.isEmpty()) {
      consumer.accept(some);
    }
  }

  /** Gives the members of a segment, some thousand at a time. */
  void eachMember(String segment, Consumer<List<String>> consumer) {
    var some = new ArrayList<String>();
    try (var cursor =
        db.sql()
            .selectDistinct(PERSON)
            .from(DSL.table(MEMBER))
            .where(SEGMENT.eq(segment))
            .fetchLazy()) {
      for (var row : cursor) {
        some.add(row.value1());
        if (some.size() == AT_ONCE) {
          consumer.accept(List.copyOf(some));
          some.clear();
        }
      }
    }
    if (!some.isEmpty()) {
      consumer.accept(some);
    }
  }

  @Override
  public void close() throws IOException {
    db.close();
    var folder = Objects.requireNonNull(file.getParent());
    try (var left = Files.walk(folder)) {
      for (var path : left.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
