package caravan.law;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What can be seen of a world from outside. People are their keys as texts; lists of them are
 * sorted, and somebody who is in two runs of a journey is in its lists twice. Names without anybody
 * are left out, but for segments.
 *
 * @param segments the members of every segment, asked at this very instant
 * @param kept the members of every segment that the doors, exits and goals of journeys that are
 *     live or paused go by, as these know them
 * @param at journey, step: who rests there
 * @param left journey, reason: who left so, since the beginning
 * @param entered journey: who entered, since the beginning
 * @param happened what happened since the observation before, sorted, a line a person: {@code
 *     2026-01-31T09:00:00Z Renewal: ann entered}, and so {@code ann left exit-segment}, {@code ann
 *     reached 3.2.1}, {@code ann sent 1 welcome}, {@code ann blocked 1 no-consent}, {@code ann
 *     called 5}
 * @param skipped journey: the occurrences that did not happen, of journeys that are live
 */
public record Observation(
    Instant now,
    Map<String, List<String>> segments,
    Map<String, List<String>> kept,
    Map<String, Map<String, List<String>>> at,
    Map<String, Map<String, List<String>>> left,
    Map<String, List<String>> entered,
    List<String> happened,
    Map<String, List<Instant>> skipped) {}
