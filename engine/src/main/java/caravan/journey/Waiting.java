package caravan.journey;

import caravan.cohort.Cohort;
import caravan.journey.tile.Wait;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Works out until when people wait.
 *
 * @param zone of the journey, for all whose own zone does not count
 */
record Waiting(Audiences audiences, ZoneId zone) {

  /** People by the instant at which their wait ends; who is not in it goes on at once. */
  Map<Instant, Cohort> until(Wait wait, Cohort people, Instant now) {
    var dues = new LinkedHashMap<Instant, Cohort>();
    zones(wait, people)
        .forEach(
            (zone, cohort) -> {
              switch (wait.until()) {
                case Wait.Elapsed(var span) -> add(dues, span.after(now, zone), cohort);
                case Wait.Moment(var time) -> add(dues, time.atZone(zone).toInstant(), cohort);
                case Wait.TimeOfDay(var at, var days) ->
                    add(dues, next(at, days, zone, now), cohort);
                case Wait.PersonalDate date ->
                    audiences
                        .byDate(date.date(), cohort)
                        .forEach((value, some) -> add(dues, instant(date, value, zone), some));
              }
            });
    return dues;
  }

  private static void add(Map<Instant, Cohort> dues, Instant due, Cohort cohort) {
    dues.merge(due, cohort, Cohort::union);
  }

  private Map<ZoneId, Cohort> zones(Wait wait, Cohort people) {
    if (!wait.personal()) {
      return Map.of(zone, people);
    }
    var zones = new LinkedHashMap<>(audiences.byZone(people));
    var others = people.minus(Cohort.union(zones.values()));
    if (!others.isEmpty()) {
      zones.merge(zone, others, Cohort::union);
    }
    return zones;
  }

  /** The first such time, on one of the days, that is not before now. */
  private static Instant next(LocalTime at, Set<DayOfWeek> days, ZoneId zone, Instant now) {
    for (var day = LocalDate.ofInstant(now, zone); ; day = day.plusDays(1)) {
      var instant = day.atTime(at).atZone(zone).toInstant();
      if (days.contains(day.getDayOfWeek()) && !instant.isBefore(now)) {
        return instant;
      }
    }
  }

  private static Instant instant(Wait.PersonalDate date, Object value, ZoneId zone) {
    if (value instanceof Instant instant && date.at() == null) {
      return date.offset() == null ? instant : date.offset().after(instant, zone);
    }
    var wall =
        value instanceof LocalDate day
            ? day.atStartOfDay()
            : ((Instant) value).atZone(zone).toLocalDateTime();
    var offset = date.offset();
    if (offset != null && offset.unit().isCalendar()) {
      wall = offset.after(wall);
    } else if (offset != null) {
      var from = value instanceof Instant instant ? instant : wall.atZone(zone).toInstant();
      var moved = offset.after(from, zone);
      if (date.at() == null) {
        return moved;
      }
      wall = LocalDateTime.ofInstant(moved, zone);
    }
    if (date.at() != null) {
      wall = wall.toLocalDate().atTime(date.at());
    }
    return wall.atZone(zone).toInstant();
  }
}
