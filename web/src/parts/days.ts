/** A value of a day, such as `2026-12-24`. */
export interface DayValue {
  day: string;
  value: number;
}

const DAY = 86_400_000;
const at = (day: string) => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);

/**
 * A value for each day up to the last one, in order.
 *
 * @param gaps what is known of days that are left out: nothing happened, or all is as it was the day before
 */
export function everyDay(days: DayValue[], gaps: 'nothing' | 'as-before', last: string): DayValue[] {
  const [first] = days;
  if (first === undefined) {
    return [];
  }
  const known = new Map(days.map(({ day, value }) => [at(day), value]));
  const begin = gaps === 'nothing' ? at(first.day) - DAY : at(first.day);
  const every: DayValue[] = [];
  for (let time = begin; time <= Math.max(at(last), ...known.keys()); time += DAY) {
    const before = gaps === 'nothing' ? 0 : (every.at(-1)?.value ?? 0);
    every.push({ day: new Date(time).toISOString().slice(0, 10), value: known.get(time) ?? before });
  }
  return every;
}

/** At most so many of some days, evenly apart, the last one among them. */
export function someOf(days: string[], most: number): string[] {
  const apart = Math.max(1, Math.ceil(days.length / most));
  return days.filter((_, index) => (days.length - 1 - index) % apart === 0);
}
