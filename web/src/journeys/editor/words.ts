import type { Journey } from '../model/tiles';
import { texts } from '../texts';

/** The entry criteria in a line: who, and how often. */
export function entryWords(journey: Journey): string {
  const { segments, exclude } = journey.audience;
  const who = segments.length === 0 ? texts.noAudience : segments.join(', ');
  const often =
    journey.frequency === 'repeating' ? texts.each(journey.every ?? '') : texts.frequencies[journey.frequency];
  return [who, ...(exclude.length > 0 ? [texts.but(exclude.join(', '))] : []), often].join(' · ');
}

/** The exit criteria in a line. */
export function exitWords(journey: Journey): string {
  const { segments, events } = journey.exit;
  const words = [
    ...(segments.length + events.length > 0 ? [texts.exitsBy([...segments, ...events].join(', '))] : []),
    ...(journey.goal ? [texts.goalOf(journey.goal.segment)] : []),
  ];
  return words.length === 0 ? texts.exitAtEnd : words.join(' · ');
}
