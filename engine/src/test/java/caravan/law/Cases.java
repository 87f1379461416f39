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

  /** An instant to begin at, and a zone where something is about to happen to the clocks. */
  private record Start(String at, String zone) {}

  private static final List<Start> STARTS =
      List.of(
          new Start("2026-01-31T09:00:00Z", "Europe/Berlin"),
          new Start("2026-03-28T22:30:00Z", "Europe/Berlin"),
          new Start("2026-10-24T21:59:00Z", "Europe/Berlin"),
          new Start("2011-12-29T09:00:00Z", "Pacific/Apia"),
          new Start("2026-04-04T13:45:00Z", "Australia/Lord_Howe"),
          new Start("2026-10-03T15:00:00Z", "Australia/Lord_Howe"),
          new Start("2026-03-07T20:00:00Z", "America/New_York"),
          new Start("2026-10-31T22:20:00Z", "America/New_York"),
          new Start("2026-02-14T23:30:00.000001Z", "Africa/Casablanca"),
          new Start("2024-02-28T22:30:00Z", "Europe/Berlin"),
          new Start("2026-06-30T23:00:00Z", "UTC"),
          new Start("2026-12-31T22:59:59.999999Z", "Europe/Berlin"),
          new Start("2027-02-27T12:00:00Z", "Asia/Kolkata"));

  /**
   * How many of them are shortly before clocks skip or repeat a time, or have a last of a month.
   */
  private static final int ODD = 9;

  private static final List<String> SEGMENT_NAMES = List.of("S", "T", "it's", "Ünïque", "a \"b\"");
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
    var theme = Theme.of(choices, about);
    var isOdd = theme == Theme.REPEATS && choices.chance(70);
    var start = choices.pick(isOdd ? STARTS.subList(0, ODD) : STARTS);
    var at = Instant.parse(start.at());
    var zone =
        ZoneId.of(choices.chance(isOdd ? 0 : 40) ? choices.pick(AnyJourney.ZONES) : start.zone());
    var schema = AnyTables.schema(choices, zone, isJourneys ? 0 : 1);
    var palette = new Palette(choices, at, zone);
    var keys =
        Cast.keys(choices, schema, isJourneys ? 2 : 1, isJourneys ? theme.isNarrow() ? 3 : 6 : 20);
    var cast =
        new Cast(
            choices,
            schema,
            palette,
            at,
            choices.chance(theme == Theme.CLOCK ? 85 : isJourneys ? 50 : 75),
            theme,
            keys);
    var journeyNames =
        isJourneys
            ? JOURNEY_NAMES.subList(
                0, choices.between(1, theme.isNarrow() && choices.chance(60) ? 1 : 3))
            : List.<String>of();
    var messages = messages(theme);
    var messageNames = messages.stream().map(AnyJourney.Message::name).toList();
    var names =
        new AnyExpression.Names(messageNames, isJourneys ? journeyNames : List.of("J"), keys);
    var conditions = new AnyExpression(choices, schema, palette, segments, names, cast.instants());
    for (var audience : schema.audiences()) {
      segment(cast, audience, conditions);
    }
    choices.list(
        isJourneys ? 1 : 12,
        isJourneys ? 4 : 30,
        isJourneys ? 50 : 93,
        () -> segment(cast, choices.pick(schema.audiences()), conditions));
    var root = AnyTables.yaml(schema);
    files.put("caravan.yaml", (isJourneys ? root.with("consent", consent(theme)) : root).yaml());
    files.put("segments.yaml", Tree.of("segments", declared).yaml());
    var events = new ArrayList<String>();
    for (var i = 0; i < journeyNames.size(); i++) {
      var audience = choices.pick(schema.audiences());
      var its =
          segments.entrySet().stream()
              .filter(segment -> segment.getValue().equals(audience.name()))
              .map(Map.Entry::getKey)
              .toList();
      var journey = new AnyJourney(cast, audience, conditions, its, messages);
      files.put("journeys/" + (i + 1) + ".yaml", journey.yaml(journeyNames.get(i)).yaml());
      events.addAll(journey.events());
    }
    var rows = rows(cast);
    var timeline = new AnyTimeline(cast, journeyNames, messageNames, events);
    files.put(
        "scenarios/case.yaml",
        Tree.of("scenario", "case")
            .with("at", at.toString())
            .with("rows", rows)
            .with("steps", timeline.steps(isJourneys ? 20 : 5))
            .yaml());
    return new Case(files);
  }

  /** Caps in elapsed times: what clocks do within a day is asked elsewhere. */
  private Tree consent(Theme theme) {
    var consent = Tree.of("model", "opt-out");
    if (choices.chance(theme == Theme.CAPS ? 5 : 80)) {
      return consent;
    }
    var caps = Tree.of(choices.oneOf("all", "push"), cap());
    if (choices.chance(30)) {
      caps.with("email", cap());
    }
    return consent.with("caps", caps.with("over", choices.oneOf("defer", "defer", "skip")));
  }

  private String cap() {
    return choices.between(1, 2)
        + " per "
        + choices.oneOf("90 minutes", "8 hours", "36 hours", "200 hours");
  }

  /** Push needs no address: everybody may get it. */
  private List<AnyJourney.Message> messages(Theme theme) {
    if (about == About.SEGMENTS) {
      return List.of();
    }
    var messages = new ArrayList<AnyJourney.Message>();
    message(messages, "m", theme == Theme.CAPS ? "push" : "email", "md");
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
    if (choices.chance(20)) {
      head.with("expires", choices.oneOf("1 hours", "30 hours", "5 days"));
    }
    var isText = !channel.equals("email") || ending.equals("txt");
    files.put(
        "messages/" + name + (isText ? ".txt" : ".md"), "---\n" + head.yaml() + "---\nHello\n");
    messages.add(new AnyJourney.Message(name, channel));
  }

  private String segment(Cast cast, Table audience, AnyExpression conditions) {
    var number = segments.size();
    var name = number < SEGMENT_NAMES.size() ? SEGMENT_NAMES.get(number) : "S" + number;
    var segment = Tree.of("segment", name).with("audience", audience.name());
    String where = null;
    // What stands alone cannot be hidden by what stands beside it.
    var depth = about == About.JOURNEYS ? 2 : choices.chance(50) ? 3 : 1;
    if (choices.chance(isFirst(audience) ? 5 : 12)) {
      segment.with("members", choices.list(0, 4, 60, () -> choices.pick(cast.keysOf(audience))));
    } else {
      where = where(cast.theme(), audience, conditions, depth);
      segment.with("where", where);
    }
    var listed = choices.pick(cast.keysOf(audience));
    if (choices.chance(10)) {
      segment.with("also", List.of(listed));
    }
    if (choices.chance(10)) {
      segment.with(
          "never", List.of(choices.chance(50) ? choices.pick(cast.keysOf(audience)) : listed));
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

  /** Journeys are of the first segment above all, so that is one that many are in. */
  private String where(Theme theme, Table audience, AnyExpression conditions, int depth) {
    var isClock = theme == Theme.CLOCK;
    if (about == About.JOURNEYS && isFirst(audience) && choices.chance(isClock ? 30 : 75)) {
      return AnyExpression.always(audience);
    }
    if (about == About.JOURNEYS && choices.chance(theme.isRestful() ? 35 : 12)) {
      return conditions.afterAnEvent();
    }
    if (about == About.SEGMENTS && choices.chance(18)) {
      return conditions.figure(audience, 1);
    }
    if (about == About.JOURNEYS && !audience.toOne().isEmpty() && choices.chance(30)) {
      return conditions.led(audience);
    }
    if (about == About.JOURNEYS && choices.chance(isClock ? 5 : 15)) {
      return conditions.afterMoves();
    }
    return about == About.JOURNEYS && choices.chance(isClock ? 80 : 45)
        ? conditions.mostly(audience, isClock ? 90 : 40)
        : conditions.of(audience, depth);
  }

  private boolean isFirst(Table audience) {
    return !segments.containsValue(audience.name());
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
