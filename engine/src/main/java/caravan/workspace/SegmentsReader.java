package caravan.workspace;

import caravan.profile.Schema;
import caravan.profile.Source;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files of segments: first all names, since segments ask about one another, then what
 * they say.
 */
final class SegmentsReader {

  private final Schema schema;
  private final Collection<String> unread;
  private final MemberFiles memberFiles;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A segment's name and audience, and the rest of it still to be read. */
  private record Entry(String name, Yaml at, Optional<Table> audience, Mapping mapping) {

    /** The same, whose problems are said elsewhere. */
    Mapping quiet() {
      return mapping.self().quietly().mapping("").orElse(mapping);
    }
  }

  SegmentsReader(Schema schema, Collection<String> unread, MemberFiles memberFiles) {
    this.schema = schema;
    this.unread = unread;
    this.memberFiles = memberFiles;
  }

  /** The segments that a file declares: a list, or a single one. */
  static List<Mapping> items(Yaml file) {
    var whole = file.mapping("'segments:' and a list of segments");
    if (whole.flatMap(root -> root.get("segment")).isPresent()) {
      return whole.stream().toList();
    }
    return whole
        .map(root -> root.allow("a file of segments", "segments"))
        .flatMap(root -> root.require("a file of segments", "segments"))
        .flatMap(list -> list.list("a list of segments"))
        .orElse(List.of())
        .stream()
        .flatMap(item -> item.mapping("a segment").stream())
        .toList();
  }

  /** Takes in the name of a segment. */
  void name(Mapping segment) {
    segment.allow(
        "a segment",
        "segment",
        "audience",
        "where",
        "members",
        "members-from",
        "also",
        "never",
        "source",
        "id",
        "page",
        "gone");
    var at = segment.require("a segment", "segment");
    var name = at.flatMap(yaml -> Scalars.name(yaml, "a segment's name"));
    if (at.isEmpty() || name.isEmpty()) {
      return;
    }
    var entry = new Entry(name.get(), at.get(), audience(segment), segment);
    var first = entries.putIfAbsent(name.get(), entry);
    if (first != null) {
      at.get()
          .problem(
              "duplicate-name",
              "there are two segments '%s', the other at %s"
                  .formatted(name.get(), first.at().place()));
    }
  }

  private Optional<Table> audience(Mapping segment) {
    var audiences = schema.audiences();
    var names = audiences.stream().map(Table::name).toList();
    var given = segment.get("audience");
    if (given.isEmpty()) {
      if (audiences.size() == 1) {
        return Optional.of(audiences.getFirst());
      }
      segment
          .self()
          .problem(
              "missing-key",
              audiences.isEmpty()
                  ? "no table is an audience, so there can be no segments"
                  : "a segment needs 'audience' where there are several: "
                      + String.join(", ", names));
      return Optional.empty();
    }
    var name = given.get().text("an audience table");
    var table = name.flatMap(schema::find).filter(Table::audience);
    if (name.isPresent() && table.isEmpty()) {
      var exists = schema.find(name.get()).isPresent();
      given
          .get()
          .source()
          .problems()
          .addUnknown(
              "unknown-audience",
              given.get().place(),
              exists
                  ? "table '" + name.get() + "' is no audience"
                  : "there is no table '" + name.get() + "'",
              name.get(),
              names);
    }
    return table;
  }

  /** The audience of each segment whose name was taken in; the empty text where it is not known. */
  Map<String, String> audiences() {
    var audiences = new LinkedHashMap<String, String>();
    entries.forEach(
        (name, entry) -> audiences.put(name, entry.audience().map(Table::name).orElse("")));
    return audiences;
  }

  /** Where each segment whose name was taken in comes from. */
  Map<String, Source> sources() {
    var sources = new LinkedHashMap<String, Source>();
    entries.forEach((name, entry) -> sources.put(name, source(entry.quiet())));
    return sources;
  }

  /** The segments by name; those with faults are left out. */
  Map<String, Segment> read(Language language) {
    var segments = new LinkedHashMap<String, Segment>();
    for (var entry : entries.values()) {
      entry
          .audience()
          .flatMap(table -> segment(entry, table, language))
          .ifPresent(segment -> segments.put(entry.name(), segment));
    }
    checkCycles(segments);
    return segments;
  }

  private Optional<Segment> segment(Entry entry, Table table, Language language) {
    var mapping = entry.mapping();
    if (source(mapping) != Source.OUTBOUND_MARKETING) {
      return Optional.of(provided(entry, table));
    }
    var where = mapping.get("where");
    var fixed = mapping.get("members").or(() -> mapping.get("members-from"));
    if (where.isPresent() && fixed.isPresent()) {
      fixed
          .get()
          .problem("segment", "a segment has either 'where' or members, and 'also' beside 'where'");
    } else if (where.isEmpty()
        && fixed.isEmpty()
        && mapping.get("also").isEmpty()
        && mapping.get("never").isEmpty()) {
      entry.at().problem("missing-key", "a segment needs 'where', 'members' or 'members-from'");
    }
    Optional<Expression> condition = where.flatMap(yaml -> language.expression(yaml, table));
    var members = new LinkedHashSet<>(keys(mapping, "members", table));
    mapping
        .get("members-from")
        .filter(_ -> !unread.contains(table.name()))
        .ifPresent(file -> members.addAll(memberFiles.read(file, table)));
    var also = keys(mapping, "also", table);
    var never = keys(mapping, "never", table);
    if (where.isPresent() && condition.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Segment(
            entry.name(),
            table.name(),
            condition.orElse(null),
            new ArrayList<>(members),
            also,
            never));
  }

  private static Source source(Mapping segment) {
    return segment.get("source").flatMap(Scalars::source).orElse(Source.OUTBOUND_MARKETING);
  }

  /** A segment of another system: here stands only what it is called there. */
  private static Segment provided(Entry entry, Table table) {
    var mapping = entry.mapping();
    mapping.allow(
        "a segment of another source", "segment", "audience", "source", "id", "page", "gone");
    if (table.source() != source(mapping)) {
      entry
          .at()
          .problem(
              "source",
              "this segment is from %s, but the rows of %s are from %s"
                  .formatted(source(mapping).title(), table.name(), table.source().title()));
    }
    var id = mapping.get("id").flatMap(yaml -> yaml.text("the segment's id there"));
    return new Segment(
        entry.name(),
        table.name(),
        null,
        List.of(),
        List.of(),
        List.of(),
        new Segment.Origin(
            source(mapping),
            id.orElse(entry.name()),
            mapping.get("page").flatMap(yaml -> yaml.text("an address")).orElse(null),
            mapping.get("gone").flatMap(Scalars::truth).orElse(false)));
  }

  private static List<Object> keys(Mapping mapping, String key, Table table) {
    var keys = mapping.get(key).map(yaml -> Cells.keys(yaml, table)).orElse(List.of());
    return new ArrayList<>(new LinkedHashSet<>(keys));
  }

  private void checkCycles(Map<String, Segment> segments) {
    var asked = new LinkedHashMap<String, List<String>>();
    segments.forEach(
        (name, segment) -> asked.put(name, List.copyOf(SegmentUses.of(segment.where()))));
    for (var cycle : Cycles.in(asked)) {
      var first = entries.get(cycle.getFirst());
      if (first != null) {
        first
            .at()
            .problem(
                "cycle",
                "segments ask about one another in a circle: " + String.join(" → ", cycle));
      }
    }
  }
}
