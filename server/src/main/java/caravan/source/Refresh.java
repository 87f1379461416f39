package caravan.source;

import caravan.cohort.Cohort;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.runtime.Engine;
import caravan.runtime.LiveWorkspace;
import caravan.segment.Segment;
import caravan.workspace.Settings;
import caravan.workspace.Uses;
import caravan.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes everything that a source has into a live workspace: as a whole, or not at all. Profiles and
 * memberships become visible in one tick.
 */
final class Refresh {

  /** What is too small to be watched for losses. */
  private static final long SMALL = 10;

  private final LiveWorkspace workspace;
  private final Settings.Insights settings;
  private final Path folder;

  /**
   * A refresh.
   *
   * @param folder for what has been read, until it is taken
   */
  Refresh(LiveWorkspace workspace, Settings.Insights settings, Path folder) {
    this.workspace = workspace;
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * What came of it.
   *
   * @param strangers memberships of profiles that were not there
   * @param warnings what people should look at
   */
  record Outcome(long profiles, int segments, long strangers, List<String> warnings) {}

  /**
   * Reads the source and takes what it gave.
   *
   * @throws SourceFailure where it could not be read, or is not to be trusted: nothing was changed
   */
  Outcome run(SegmentSource source) throws IOException {
    try (var harvest = new Harvest(folder)) {
      source.read(harvest);
      harvest.end();
      requireNoGreatLoss(harvest);
      var known = new SourceDefinitions(workspace.kept(), settings, harvest);
      var change = known.change();
      if (!change.isEmpty()) {
        workspace.change(
            new LiveWorkspace.Change(Source.CUSTOMER_INSIGHTS.title(), change, Map.of()));
      }
      var strangers = harvest.strangers();
      var faults = faults(known);
      workspace
          .live()
          .submit(
              1,
              (engine, now) -> {
                take(engine, harvest);
                hold(engine, faults, now);
                return true;
              })
          .join();
      return new Outcome(
          harvest.profiles(), harvest.segments().size(), strangers, known.warnings());
    }
  }

  /** A segment that has lost most of its members has more likely been read wrongly. */
  private void requireNoGreatLoss(Harvest harvest) {
    var sizes = harvest.sizes();
    var standing = workspace.live().standing();
    for (var segment : segments(workspace.kept().workspace()).values()) {
      var before = standing.members(segment.name()).size();
      var id = id(segment);
      var after = sizes.getOrDefault(id, 0L);
      var least = before * (100 - settings.largestLoss()) / 100;
      if (before >= SMALL && harvest.segments().containsKey(id) && after < least) {
        throw new SourceFailure(
            SourceFailure.Reason.GREAT_LOSS,
            ("Segment '%s' had %,d members and would have %,d: more than %d%% less. Nothing was"
                    + " taken; raise 'largest-loss' if that is right")
                .formatted(segment.name(), before, after, settings.largestLoss()));
      }
    }
  }

  static Map<String, Segment> segments(Workspace workspace) {
    var segments = new LinkedHashMap<String, Segment>();
    for (var segment : workspace.segments().values()) {
      if (segment.source() == Source.CUSTOMER_INSIGHTS) {
        segments.put(id(segment), segment);
      }
    }
    return segments;
  }

  private static String id(Segment segment) {
    var origin = segment.origin();
    return origin == null ? segment.name() : origin.id();
  }

  /** On the engine's thread: rows first, then who is gone, then who is where. */
  private void take(Engine engine, Harvest harvest) {
    var table = engine.tables().schema().table(settings.audience());
    var seen = new Cohort[] {Cohort.EMPTY};
    var key = harvest.columns().key();
    harvest.eachProfile(
        rows -> {
          engine.intake().upsert(table, rows);
          seen[0] =
              seen[0].union(find(engine, table, rows.stream().map(row -> row.get(key)).toList()));
        });
    var people = engine.tables().people(table.name());
    var gone = people.existing().minus(seen[0]);
    if (!gone.isEmpty()) {
      engine.intake().remove(table, people.keys(gone).values());
    }
    var members = new LinkedHashMap<String, Cohort>();
    for (var segment : segments(workspace.kept().workspace()).values()) {
      members.put(segment.name(), members(engine, harvest, table, segment));
    }
    workspace.provide(engine, table, members);
  }

  /** The members of a segment; one that did not come keeps those that it had. */
  private static Cohort members(Engine engine, Harvest harvest, Table table, Segment segment) {
    var people = engine.tables().people(table.name());
    if (!harvest.segments().containsKey(id(segment))) {
      return people.provided(segment.name()).intersect(people.existing());
    }
    var members = new Cohort[] {Cohort.EMPTY};
    harvest.eachMember(
        id(segment), keys -> members[0] = members[0].union(find(engine, table, keys)));
    return members[0].intersect(people.existing());
  }

  private static Cohort find(Engine engine, Table table, List<?> keys) {
    return engine.tables().people(table.name()).find(keys);
  }

  /** The journeys that cannot go on with what the source has now, with why. */
  private Map<String, String> faults(SourceDefinitions known) {
    var uses = Uses.in(workspace.kept().workspace());
    var faults = new LinkedHashMap<String, String>();
    for (var segment : known.gone()) {
      uses.journeys(Uses.Kind.SEGMENT, segment)
          .forEach(
              journey ->
                  faults.putIfAbsent(
                      journey, "segment '%s' was deleted in Customer Insights".formatted(segment)));
    }
    for (var column : known.vanished()) {
      uses.journeys(Uses.Kind.COLUMN, settings.audience() + "." + column)
          .forEach(
              journey ->
                  faults.putIfAbsent(
                      journey,
                      "column '%s' of %s vanished from Customer Insights"
                          .formatted(column, settings.audience())));
    }
    return faults;
  }

  private static void hold(Engine engine, Map<String, String> faults, Instant now) {
    faults.forEach((journey, fault) -> engine.hold(journey, fault, now));
  }
}
