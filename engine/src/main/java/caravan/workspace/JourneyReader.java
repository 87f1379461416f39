package caravan.workspace;

import caravan.journey.Frequency;
import caravan.journey.Goal;
import caravan.journey.Journey;
import caravan.journey.Plan;
import caravan.journey.Rate;
import caravan.journey.tile.Branch;
import caravan.journey.tile.WaitFor;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.TimeUnit;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one journey: who starts it and when, who is taken out; its steps are left to {@link
 * StepsReader}.
 */
final class JourneyReader {

  private static final List<String> FREQUENCIES = List.of("one-time", "ongoing", "repeating");

  private final Language language;
  private final Set<String> messageNames;
  private final List<MessageUse> uses;

  /** The first segment with a known audience: it says which one the journey has. */
  private @Nullable String decider;

  private @Nullable Table audience;

  JourneyReader(Language language, Set<String> messageNames, List<MessageUse> uses) {
    this.language = language;
    this.messageNames = messageNames;
    this.uses = uses;
  }

  /**
   * The journey; nothing where too little of it can be read. What is wrong is reported in any case.
   */
  Optional<Journey> read(String name, Mapping journey) {
    journey.allow(
        "a journey",
        List.of(
            "journey",
            "audience",
            "frequency",
            "every",
            "start",
            "end",
            "rejoin",
            "time-zone",
            "entry-rate",
            "exit",
            "goal",
            "steps"));
    var who = part("an audience", journey.require("a journey", "audience"), "segments", "exclude");
    var segments = segments(who, "segments");
    var exclude = segments(who, "exclude");
    who.filter(mapping -> mapping.get("segments").map(Yaml::isEmptyList).orElse(true))
        .ifPresent(
            mapping ->
                mapping
                    .key("segments")
                    .problem("missing-key", "an audience needs at least one segment"));
    var exit = part("an exit", journey.get("exit"), "segments", "events");
    var exitSegments = segments(exit, "segments");
    var exitEvents = names(exit, "events", "an event's name");
    var goal = part("a goal", journey.get("goal"), "segment", "within").flatMap(this::goal);
    var frequency = frequency(journey);
    var start = journey.get("start").flatMap(Scalars::wallClock).orElse(null);
    var end = journey.get("end").flatMap(Scalars::wallClock).orElse(null);
    checkOrder(journey, start, end);
    var zone = journey.get("time-zone").flatMap(Scalars::zone).orElse(language.schema().zone());
    var rate = journey.get("entry-rate").flatMap(JourneyReader::rate).orElse(null);
    var steps =
        journey
            .require("a journey", "steps")
            .map(yaml -> new StepsReader(language, audience, messageNames, uses).read(yaml))
            .orElse(List.of());
    if (audience == null || frequency.isEmpty()) {
      return Optional.empty();
    }
    var read =
        new Journey(
            name,
            audience.name(),
            segments,
            exclude,
            frequency.get(),
            start,
            end,
            zone,
            rate,
            exitSegments,
            exitEvents,
            goal.orElse(null),
            steps);
    checkSources(journey, read);
    return Optional.of(read);
  }

  private static Optional<Mapping> part(
      String what, Optional<Yaml> yaml, String first, String second) {
    return yaml.flatMap(
            value -> value.mapping("a mapping of '%s' and '%s'".formatted(first, second)))
        .map(mapping -> mapping.allow(what, first, second));
  }

  private static List<String> names(Optional<Mapping> part, String key, String what) {
    var names = new ArrayList<String>();
    for (var item : Scalars.list(part.flatMap(mapping -> mapping.get(key)), "a list of names")) {
      Scalars.name(item, what).ifPresent(names::add);
    }
    return names;
  }

  private List<String> segments(Optional<Mapping> part, String key) {
    var names = new ArrayList<String>();
    for (var item : Scalars.list(part.flatMap(mapping -> mapping.get(key)), "a list of segments")) {
      segment(item).ifPresent(names::add);
    }
    return names;
  }

  private Optional<String> segment(Yaml yaml) {
    var text = yaml.text("a segment's name");
    text.ifPresent(name -> checkSegment(yaml, name));
    return text;
  }

  private void checkSegment(Yaml yaml, String name) {
    var its = language.audiences().get(name);
    if (its == null) {
      yaml.source()
          .problems()
          .addUnknown(
              "unknown-segment",
              yaml.place(),
              "there is no segment '" + name + "'",
              name,
              language.audiences().keySet());
    } else if (audience == null) {
      audience = language.schema().find(its).orElse(null);
      decider = name;
    } else if (!its.isEmpty() && !its.equals(audience.name())) {
      yaml.problem(
          "mixed-audiences",
          "segment '%s' is of %s, but segment '%s' of this journey is of %s: all must be of one audience"
              .formatted(name, its, decider, audience.name()));
    } else {
      checkSource(yaml, name, "segment '%s'".formatted(name));
    }
  }

  private void checkSource(Yaml at, String name, String what) {
    var its = language.sources().get(name);
    var wanted = language.sources().get(decider);
    if (its != null && wanted != null && its != wanted) {
      at.problem(
          "mixed-sources",
          "%s is from %s, but segment '%s' of this journey is from %s: all must be of one source"
              .formatted(what, its.title(), decider, wanted.title()));
    }
  }

  /** The segments that conditions inside ask about are of the same source as well. */
  private void checkSources(Mapping mapping, Journey journey) {
    for (var node : Plan.of(journey).nodes()) {
      var tile = node.step().tile();
      var conditions =
          switch (tile) {
            case Branch(var paths) ->
                paths.stream().flatMap(path -> Stream.ofNullable(path.condition())).toList();
            case WaitFor(WaitFor.Until(var condition), _, _, _) -> List.of(condition);
            default -> List.<Expression>of();
          };
      for (var condition : conditions) {
        for (var name : SegmentUses.of(condition)) {
          checkSource(
              mapping.key("steps"),
              name,
              "segment '%s', which step %s asks about,".formatted(name, node.step().id()));
        }
      }
    }
  }

  private Optional<Goal> goal(Mapping mapping) {
    var within = mapping.get("within").flatMap(yaml -> Scalars.span(yaml, false));
    return mapping
        .require("a goal", "segment")
        .flatMap(this::segment)
        .map(segment -> new Goal(segment, within.orElse(null)));
  }

  private static Optional<Frequency> frequency(Mapping journey) {
    var yaml = journey.require("a journey", "frequency");
    var label = yaml.flatMap(value -> value.text("a frequency")).orElse("");
    var every = journey.get("every");
    var rejoin = journey.get("rejoin").flatMap(Scalars::truth);
    if (yaml.isPresent() && !label.isEmpty() && !FREQUENCIES.contains(label)) {
      yaml.get()
          .source()
          .problems()
          .addUnknown(
              "unknown-frequency",
              yaml.get().place(),
              "there is no frequency '" + label + "'",
              label,
              FREQUENCIES);
      return Optional.empty();
    }
    if (every.isPresent() && !label.isEmpty() && !label.equals("repeating")) {
      every
          .get()
          .problem("frequency", "'every' belongs to a repeating journey, this one is " + label);
    }
    if (journey.has("rejoin") && !label.isEmpty() && !label.equals("ongoing")) {
      journey
          .key("rejoin")
          .problem("frequency", "'rejoin' belongs to an ongoing journey, this one is " + label);
    }
    return switch (label) {
      case "one-time" -> Optional.of(new Frequency.OneTime());
      case "ongoing" -> Optional.of(new Frequency.Ongoing(rejoin.orElse(false)));
      case "repeating" -> repeating(journey);
      default -> Optional.empty();
    };
  }

  private static Optional<Frequency> repeating(Mapping journey) {
    var every = journey.require("a repeating journey", "every");
    var span = every.flatMap(yaml -> Scalars.span(yaml, false));
    if (span.isPresent() && span.get().unit() == TimeUnit.YEARS) {
      every
          .orElseThrow()
          .problem(
              "frequency",
              "'every' is in minutes, hours, days, weeks or months; a year is 12 months");
    }
    return span.map(Frequency.Repeating::new);
  }

  private static void checkOrder(
      Mapping journey, @Nullable LocalDateTime start, @Nullable LocalDateTime end) {
    if (start != null && end != null && !end.isAfter(start)) {
      journey
          .key("end")
          .problem("order", "the end %s is not after the start %s".formatted(end, start));
    }
  }

  private static Optional<Rate> rate(Yaml yaml) {
    var what = "a rate like 10000 per hour";
    var text = yaml.text(what);
    var rate = text.flatMap(Rate::parse);
    if (text.isPresent() && rate.isEmpty()) {
      yaml.expected(what);
    }
    return rate;
  }
}
