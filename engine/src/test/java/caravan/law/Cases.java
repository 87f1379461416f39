package caravan.law;

import caravan.profile.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Random cases. */
final class Cases {

  /** What a case is mostly about. */
  enum About {
    /** Few people in journeys, and much that happens. */
    JOURNEYS,
    /** Many segments of more people, each with its complement. */
    SEGMENTS
  }

  /** Before the name of a segment that is the complement of another. */
  static final String COMPLEMENT = "¬ ";

  private static final List<String> STARTS =
      List.of(
          "2026-01-31T09:00:00Z",
          "2026-03-28T22:30:00Z",
          "2026-10-24T21:59:00Z",
          "2024-02-28T22:30:00Z",
          "2026-06-30T23:00:00Z",
          "2011-12-29T09:00:00Z",
          "2026-04-04T13:45:00Z",
          "2026-10-03T15:00:00Z",
          "2026-03-07T20:00:00Z",
          "2026-02-14T23:30:00.000001Z",
          "2026-12-31T22:59:59.999999Z",
          "2027-02-27T12:00:00Z");
  private static final List<String> SEGMENT_NAMES =
      List.of(
          "S", "T", "it's", "Ünïque", "a \"b\"", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9");
  private static final List<String> JOURNEY_NAMES = List.of("J", "Jß", "it's a \"j\"");

  private final Choices choices;
  private final About about;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> segments = new LinkedHashMap<>();
  private final List<Tree> declared = new ArrayList<>();

  private Cases(Choices choices, About about) {
    this.choices = choices;
    this.about = about;
  }

  static Case of(Choices choices, About about) {
    return new Cases(choices, about).make();
  }

  private Case make() {
    var isJourneys = about == About.JOURNEYS;
    var zone = ZoneId.of(choices.pick(AnyJourney.ZONES));
    var at = Instant.parse(choices.pick(STARTS));
    var schema = AnyTables.schema(choices, zone);
    var palette = new Palette(choices, at, zone);
    var keys = Cast.keys(choices, schema, isJourneys ? 5 : 20);
    var cast = new Cast(choices, schema, palette, at, choices.chance(isJourneys ? 50 : 75), keys);
    var journeyNames =
        isJourneys ? JOURNEY_NAMES.subList(0, choices.between(1, 3)) : List.<String>of();
    var messages = messages();
    var messageNames = messages.stream().map(AnyJourney.Message::name).toList();
    var names = new AnyExpression.Names(messageNames, isJourneys ? journeyNames : List.of("J"));
    var conditions = new AnyExpression(choices, schema, palette, segments, names, cast.instants());
    for (var audience : schema.audiences()) {
      segment(cast, audience, conditions);
    }
    choices.list(
        isJourneys ? 1 : 3,
        isJourneys ? 4 : 9,
        isJourneys ? 50 : 85,
        () -> segment(cast, choices.pick(schema.audiences()), conditions));
    files.put("caravan.yaml", AnyTables.yaml(schema).yaml());
    files.put("segments.yaml", Tree.of("segments", declared).yaml());
    for (var i = 0; i < journeyNames.size(); i++) {
      var audience = choices.pick(schema.audiences());
      var its =
          segments.entrySet().stream()
              .filter(segment -> segment.getValue().equals(audience.name()))
              .map(Map.Entry::getKey)
              .toList();
      var journey = new AnyJourney(cast, audience, conditions, its, messages);
      files.put("journeys/" + (i + 1) + ".yaml", journey.yaml(journeyNames.get(i)).yaml());
    }
    var rows = rows(cast);
    var timeline = new AnyTimeline(cast, journeyNames, messageNames);
    files.put(
        "scenarios/case.yaml",
        Tree.of("scenario", "case")
            .with("at", at.toString())
            .with("rows", rows)
            .with("steps", timeline.steps(isJourneys ? 20 : 5))
            .yaml());
    return new Case(files);
  }

  private List<AnyJourney.Message> messages() {
    if (about == About.SEGMENTS) {
      return List.of();
    }
    var messages = new ArrayList<AnyJourney.Message>();
    message(messages, "m", "email", "md");
    choices.list(
        0,
        3,
        50,
        () -> {
          var name = choices.oneOf("n", "ß o", "p", "q");
          if (messages.stream().noneMatch(message -> message.name().equals(name))) {
            message(
                messages, name, choices.oneOf("email", "sms", "push"), choices.oneOf("txt", "md"));
          }
          return name;
        });
    return messages;
  }

  private void message(
      List<AnyJourney.Message> messages, String name, String channel, String ending) {
    var head = Tree.of("channel", channel);
    if (channel.equals("email")) {
      head.with("subject", "Hi");
    }
    if (choices.chance(35)) {
      head.with("kind", choices.oneOf("transactional", "commercial"));
    }
    var isText = !channel.equals("email") || ending.equals("txt");
    files.put(
        "messages/" + name + (isText ? ".txt" : ".md"), "---\n" + head.yaml() + "---\nHello\n");
    messages.add(new AnyJourney.Message(name, channel));
  }

  private String segment(Cast cast, Table audience, AnyExpression conditions) {
    var name = SEGMENT_NAMES.get(segments.size() % SEGMENT_NAMES.size());
    if (segments.containsKey(name)) {
      return name;
    }
    var segment = Tree.of("segment", name).with("audience", audience.name());
    String where = null;
    var depth = about == About.SEGMENTS ? 3 : 2;
    if (choices.chance(12)) {
      segment.with("members", choices.list(0, 4, 60, () -> choices.pick(cast.keysOf(audience))));
    } else {
      where =
          about == About.JOURNEYS && choices.chance(45)
              ? conditions.mostly(audience)
              : conditions.of(audience, depth);
      segment.with("where", where);
    }
    if (choices.chance(10)) {
      segment.with("also", List.of(choices.pick(cast.keysOf(audience))));
    }
    if (choices.chance(10)) {
      segment.with("never", List.of(choices.pick(cast.keysOf(audience))));
    }
    declared.add(segment);
    if (about == About.SEGMENTS && where != null) {
      declared.add(
          Tree.of("segment", COMPLEMENT + name)
              .with("audience", audience.name())
              .with("where", "not (" + where + ")"));
    }
    segments.put(name, audience.name());
    return name;
  }

  private Tree rows(Cast cast) {
    var rows = new Tree();
    for (var table : cast.schema().tables().values()) {
      var some = new ArrayList<Tree>();
      if (table.key() != null) {
        for (var key : cast.keysOf(table)) {
          if (choices.chance(85)) {
            some.add(cast.row(table, key, 65));
          }
        }
      } else {
        some.addAll(
            choices.list(0, about == About.SEGMENTS ? 25 : 6, 88, () -> cast.row(table, null, 80)));
      }
      rows.with(table.name(), some);
    }
    return rows;
  }
}
