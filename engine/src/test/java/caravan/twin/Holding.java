package caravan.twin;

import caravan.journey.Journey;
import caravan.journey.tile.Wait;
import caravan.journey.tile.WaitFor;
import caravan.profile.Role;
import caravan.segment.Operand;
import caravan.segment.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long waits and wait-fors hold somebody.
 *
 * <p>Choices. A person's zone is one of the tz database's names. Times of day go by the zone that
 * it was at the arrival, dates by the one that it is: a wait until a date follows the zone like the
 * date. A timestamp with an offset in days and no time of day keeps its own in the step's zone; a
 * date with an offset in days is the midnight of the day it then is; one with an offset in hours
 * and a time of day: that time on the day on which its midnight and the hours fall. A wait-for that
 * is asked after its limit, because of a pause, still lets those go down {@code then} for whom its
 * condition holds when it is asked; an event counts if it came up to the limit, that instant
 * included. Names of events are exact.
 */
final class Holding {

  private final Journey journey;
  private final Stage stage;

  Holding(Journey journey, Stage stage) {
    this.journey = journey;
    this.stage = stage;
  }

  /** When a wait ends for somebody; empty where it does not hold them. */
  Optional<Instant> end(Wait wait, Traveller traveller) {
    var zone = wait.personal() ? traveller.zone : journey.zone();
    return switch (wait.until()) {
      case Wait.Elapsed(var span) -> Optional.of(Times.after(traveller.arrived, span, zone));
      case Wait.Moment(var time) -> Optional.of(Times.at(time, zone));
      case Wait.TimeOfDay(var at, var days) ->
          Optional.of(Times.next(traveller.arrived, at, days, zone));
      case Wait.PersonalDate(var date, var offset, var at) ->
          Optional.ofNullable(value(date, traveller))
              .map(
                  value ->
                      ofDate(
                          value,
                          offset,
                          at,
                          wait.personal() ? personalZone(traveller) : journey.zone()));
    };
  }

  private @Nullable Object value(Operand date, Traveller traveller) {
    return stage.conditions.value(date, person(traveller), Ask.at(stage.now));
  }

  private static Instant ofDate(
      Object value, @Nullable Span offset, @Nullable LocalTime at, ZoneId zone) {
    if (value instanceof LocalDate date && (offset == null || Times.isCalendar(offset))) {
      var day = offset == null ? date : Times.after(date, offset);
      return at == null ? Times.midnight(day, zone) : Times.at(day.atTime(at), zone);
    }
    var instant = value instanceof LocalDate date ? Times.midnight(date, zone) : (Instant) value;
    var shifted = offset == null ? instant : Times.after(instant, offset, zone);
    return at == null ? shifted : Times.at(Times.day(shifted, zone).atTime(at), zone);
  }

  /** The person's zone as it is, or the journey's. */
  ZoneId personalZone(Traveller traveller) {
    return person(traveller)
        .table()
        .role(Role.TIME_ZONE)
        .map(column -> person(traveller).cell(column.name()))
        .map(Object::toString)
        .filter(name -> ZoneId.getAvailableZoneIds().contains(name))
        .map(ZoneId::of)
        .orElse(journey.zone());
  }

  private Item person(Traveller traveller) {
    return stage.rows.find(traveller.who.audience(), traveller.who.key()).orElseThrow();
  }

  /** When a wait-for's time is up; empty for never. */
  Optional<Instant> limit(WaitFor wait, Traveller traveller) {
    return Optional.ofNullable(wait.upTo())
        .map(span -> Times.after(traveller.arrived, span, journey.zone()));
  }

  /** Whether what somebody waits for has come. */
  boolean hasCome(WaitFor wait, Traveller traveller) {
    return switch (wait.trigger()) {
      case WaitFor.Until(var condition) ->
          stage.conditions.holds(
              condition, person(traveller), new Ask(stage.now, traveller.run, journey.name()));
      case WaitFor.Event(var name) ->
          stage
              .happened
              .event(traveller.who, List.of(name), traveller.since)
              .filter(
                  event ->
                      limit(wait, traveller)
                          .filter(limit -> happened(event).isAfter(limit))
                          .isEmpty())
              .isPresent();
    };
  }

  private static Instant happened(Fact event) {
    return (Instant) Objects.requireNonNull(event.cell("happened"));
  }
}
