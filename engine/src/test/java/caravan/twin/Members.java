package caravan.twin;

import caravan.segment.Segment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The members of segments as doors and exits know them: those of a segment that depends on instants
 * were found at the last full hour, and for whoever was touched since then.
 *
 * <p>Choices. Who is asked again is asked anew about the segments to which that refers, also about
 * those of related people. A segment is kept as long as a journey that is live or paused uses it.
 * Within a round doors and exits go by what was found at its beginning.
 */
final class Members {

  private final Rows rows;
  private final Conditions conditions;
  private final Map<String, Segment> segments;
  private final Map<String, Set<Who>> found = new HashMap<>();
  private Instant asked = Instant.MIN;

  Members(Rows rows, Conditions conditions, Map<String, Segment> segments) {
    this.rows = rows;
    this.conditions = conditions;
    this.segments = segments;
  }

  /** Finds the members at the beginning of a round. */
  void refresh(Set<String> used, Instant now) {
    var touched = rows.takeTouched();
    found.keySet().retainAll(used);
    for (var segment : used) {
      var known = found.get(segment);
      if (known == null || isRefreshed(segment, now)) {
        found.put(segment, new LinkedHashSet<>(all(segment, now)));
      } else {
        for (var who : touched) {
          if (isMember(segment, who, now)) {
            known.add(who);
          } else {
            known.remove(who);
          }
        }
      }
    }
    asked = now;
  }

  private boolean isRefreshed(String segment, Instant now) {
    var hour = now.truncatedTo(ChronoUnit.HOURS);
    return Tempo.of(segment, segments) != Tempo.INSTANTS
        || now.equals(hour)
        || hour.isAfter(asked); // late
  }

  /** The members at this very instant. */
  Set<Who> all(String segment, Instant now) {
    var members = new LinkedHashSet<Who>();
    for (var person : rows.people(audience(segment))) {
      if (conditions.isMember(segment, person, Ask.at(now))) {
        members.add(person.who());
      }
    }
    return members;
  }

  private String audience(String segment) {
    return Objects.requireNonNull(segments.get(segment)).audience();
  }

  private boolean isMember(String segment, Who who, Instant now) {
    return audience(segment).equals(who.audience())
        && rows.find(who.audience(), who.key())
            .filter(person -> conditions.isMember(segment, person, Ask.at(now)))
            .isPresent();
  }

  /** Those whom doors and exits take for members. */
  Set<Who> found(String segment) {
    return Collections.unmodifiableSet(Objects.requireNonNull(found.get(segment)));
  }

  /** Whether doors and exits take a person for a member. */
  boolean has(String segment, Who who) {
    return Objects.requireNonNull(found.get(segment)).contains(who);
  }
}
