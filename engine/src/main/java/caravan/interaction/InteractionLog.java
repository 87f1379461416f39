package caravan.interaction;

import caravan.audience.FactGroup;
import caravan.audience.FactGroup.Occasion;
import caravan.audience.Facts;
import caravan.cohort.Cohort;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** What happened to whole cohorts: messages sent, journeys entered and left. Only grows. */
public final class InteractionLog implements Facts {

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<Index, List<Entry>> index = new LinkedHashMap<>();
  private final Map<Index, Cohort> withRows = new LinkedHashMap<>();
  private final @Nullable InteractionLog base;
  private long order;
  private long noted;

  public InteractionLog() {
    this(null);
  }

  private InteractionLog(@Nullable InteractionLog base) {
    this.base = base;
    this.order = base == null ? 0 : base.order;
  }

  /** A log that holds all of this one and grows on its own. */
  public InteractionLog overlay() {
    return new InteractionLog(this);
  }

  /**
   * What interactions of a cohort have in common.
   *
   * @param run the run that they belong to
   */
  public record Key(
      Interaction kind,
      String audience,
      long run,
      String journey,
      @Nullable String message,
      @Nullable String channel,
      @Nullable String reason) {}

  private record Index(Interaction kind, String audience) {}

  private static final class Entry {
    private final Key key;
    private Occasion[] occasions = new Occasion[4];
    private int count;

    /** As it was when it was last asked for. */
    private FactGroup group;

    Entry(Key key) {
      this.key = key;
      this.group = group(Cohort.EMPTY);
    }

    void add(Occasion occasion) {
      if (count == occasions.length) {
        occasions = Arrays.copyOf(occasions, 2 * count);
      }
      occasions[count++] = occasion;
    }

    /** The group as it is now, which does not grow. */
    FactGroup group() {
      var known = group.occasions().size();
      if (known < count) {
        var everybody = new ArrayList<Cohort>();
        everybody.add(group.everybody());
        for (var i = known; i < count; i++) {
          everybody.add(occasions[i].cohort());
        }
        group = group(Cohort.union(everybody));
      }
      return group;
    }

    private FactGroup group(Cohort everybody) {
      return new FactGroup(
          key.kind(),
          key.audience(),
          key.run(),
          key.journey(),
          key.message(),
          key.channel(),
          key.reason(),
          new First(occasions, count),
          everybody);
    }
  }

  /** The first of some occasions; others may be added after them. */
  private static final class First extends AbstractList<Occasion> implements RandomAccess {
    private final Occasion[] occasions;
    private final int count;

    First(Occasion[] occasions, int count) {
      this.occasions = occasions;
      this.count = count;
    }

    @Override
    public Occasion get(int index) {
      return occasions[Objects.checkIndex(index, count)];
    }

    @Override
    public int size() {
      return count;
    }
  }

  /** Adds that something happened to a cohort. */
  public void add(Key key, Instant happened, Cohort cohort) {
    var entry =
        entries.computeIfAbsent(
            key,
            fresh -> {
              var made = new Entry(fresh);
              index
                  .computeIfAbsent(
                      new Index(fresh.kind(), fresh.audience()), _ -> new ArrayList<>())
                  .add(made);
              return made;
            });
    entry.add(new Occasion(happened, order++, cohort));
  }

  /**
   * What has happened so far: other threads read it while the log grows. What did not change since
   * the last one is shared with it.
   */
  public Facts snapshot() {
    var groups = new HashMap<Index, List<FactGroup>>();
    index.forEach((key, entry) -> groups.put(key, entry.stream().map(Entry::group).toList()));
    return new Snapshot(groups, Map.copyOf(withRows));
  }

  private record Snapshot(Map<Index, List<FactGroup>> byIndex, Map<Index, Cohort> rows)
      implements Facts {

    @Override
    public List<FactGroup> groups(Interaction kind, String audience) {
      return byIndex.getOrDefault(new Index(kind, audience), List.of());
    }

    @Override
    public Cohort withRows(Interaction kind, String audience) {
      return rows.getOrDefault(new Index(kind, audience), Cohort.EMPTY);
    }
  }

  /** Notes that something that has rows of its own happened to people. */
  public void note(Interaction kind, String audience, Cohort people) {
    withRows.merge(new Index(kind, audience), people, Cohort::union);
    noted++;
  }

  /** How often something that has rows of its own was noted: a number that grows as they do. */
  public long noted() {
    return noted;
  }

  @Override
  public Cohort withRows(Interaction kind, String audience) {
    return base == null
        ? withRows.getOrDefault(new Index(kind, audience), Cohort.EMPTY)
        : base.withRows(kind, audience);
  }

  @Override
  public List<FactGroup> groups(Interaction kind, String audience) {
    var groups = new ArrayList<FactGroup>();
    if (base != null) {
      groups.addAll(base.groups(kind, audience));
    }
    index
        .getOrDefault(new Index(kind, audience), List.of())
        .forEach(entry -> groups.add(entry.group()));
    return groups;
  }

  /**
   * What last sent a message to a person.
   *
   * @param journey that sent it; null for any
   */
  public Optional<FactGroup> lastSent(
      String audience, String message, @Nullable String journey, int person) {
    FactGroup last = null;
    var latest = -1L;
    for (var group : groups(Interaction.SENT, audience)) {
      if (message.equals(group.message())
          && (journey == null || journey.equals(group.journey()))
          && group.everybody().contains(person)) {
        for (var occasion : group.occasions()) {
          if (occasion.order() > latest && occasion.cohort().contains(person)) {
            latest = occasion.order();
            last = group;
          }
        }
      }
    }
    return Optional.ofNullable(last);
  }
}
