package caravan.workspace;

import caravan.journey.tile.Wait;
import caravan.problem.Problems;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Operand;
import caravan.segment.SegmentParser;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Optional;

/** Reads the forms of a wait: a duration, a moment, a date of the person's, a time of day. */
final class WaitReader {

  private final Language language;
  private final Optional<Table> audience;

  private WaitReader(Optional<Table> audience, Language language) {
    this.audience = audience;
    this.language = language;
  }

  static Optional<Wait> read(Yaml yaml, Optional<Table> audience, Language language) {
    if (!yaml.isMapping()) {
      return Scalars.span(yaml, false).map(span -> new Wait(new Wait.Elapsed(span), false));
    }
    var wait = yaml.mapping("a wait").orElseThrow();
    var reader = new WaitReader(audience, language);
    var personal = wait.get("zone").flatMap(WaitReader::isPersonal).orElse(false);
    var until = wait.get("until");
    if (until.isEmpty()) {
      wait.allow("a wait for a time of day", "at", "on", "zone");
      return reader.timeOfDay(wait).map(found -> new Wait(found, personal));
    }
    if (Scalars.WALL_CLOCK.matcher(until.get().scalar().orElse("")).lookingAt()) {
      wait.allow("a wait until a moment", "until", "zone");
      return Scalars.wallClock(until.get()).map(time -> new Wait(new Wait.Moment(time), personal));
    }
    wait.allow("a wait until a person's date", "until", "offset", "at", "zone");
    return reader.personalDate(until.get(), wait).map(found -> new Wait(found, personal));
  }

  private static Optional<Boolean> isPersonal(Yaml yaml) {
    var zone = yaml.text("person or journey");
    if (zone.isPresent() && !zone.get().equals("person") && !zone.get().equals("journey")) {
      yaml.expected("person or journey");
    }
    return zone.map("person"::equals);
  }

  private Optional<Wait.Until> timeOfDay(Mapping wait) {
    var at = wait.require("a wait", "at").flatMap(Scalars::timeOfDay);
    var days = EnumSet.noneOf(DayOfWeek.class);
    var on = wait.get("on");
    for (var item : Scalars.list(on, "a list of days like [mon, tue]")) {
      Scalars.day(item).ifPresent(days::add);
    }
    if (on.isEmpty()) {
      days.addAll(EnumSet.allOf(DayOfWeek.class));
    } else if (on.get().isEmptyList()) {
      on.get().problem("missing-key", "at least one day should stand here");
    }
    return at.map(time -> new Wait.TimeOfDay(time, days));
  }

  private Optional<Wait.Until> personalDate(Yaml until, Mapping wait) {
    var offset = wait.get("offset").flatMap(yaml -> Scalars.span(yaml, true));
    var at = wait.get("at").flatMap(Scalars::timeOfDay);
    var text = until.text("a date column, or a time like 2026-12-24T09:00,");
    if (text.isEmpty() || audience.isEmpty()) {
      return Optional.empty();
    }
    var date = date(text.get(), audience.get(), until);
    if (date.isPresent() && !date.get().type().isTime()) {
      until.problem(
          "type",
          "a wait is until a date or timestamp, but '%s' is %s"
              .formatted(text.get(), date.get().type().label()));
    }
    return date.map(found -> new Wait.PersonalDate(found, offset.orElse(null), at.orElse(null)));
  }

  private Optional<Operand> date(String text, Table table, Yaml at) {
    var dot = text.indexOf('.');
    var relation = dot < 0 ? null : table.toOne().get(text.substring(0, dot));
    if (relation != null) {
      var target = language.schema().table(relation.target());
      var name = text.substring(dot + 1);
      var column = target.column(name.replaceAll("^\"|\"$", ""));
      if (column.isPresent()) {
        return Optional.of(new Operand.Joined(relation, column.get()));
      }
    }
    var own = table.column(text);
    return own.isPresent() ? Optional.of(new Operand.Own(own.get())) : parsed(text, table, at);
  }

  /** A column as the segment language writes it, quotes and all. */
  private Optional<Operand> parsed(String text, Table table, Yaml at) {
    var found = new Problems();
    var parser = new SegmentParser(language.schema(), language.audiences());
    var missing = parser.parse(text + " is missing", table, Language.start(at), found);
    if (missing.isPresent()
        && missing.get() instanceof Expression.Missing(var operand)
        && (operand instanceof Operand.Own || operand instanceof Operand.Joined)) {
      return Optional.of(operand);
    }
    var about = language.told(found);
    if (missing.isPresent()
        || about.stream().anyMatch(problem -> problem.code().equals("syntax"))) {
      at.expected("a date column, or a time like 2026-12-24T09:00,");
    } else {
      at.source().problems().addAll(about);
    }
    return Optional.empty();
  }
}
