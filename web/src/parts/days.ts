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
export function someOf<T>(days: T[], most: number): T[] {
  const apart = Math.max(1, Math.ceil(days.length / most));
  return days.filter((_, index) => (days.length - 1 - index) % apart === 0);
}

const MINUTE = 60_000;

/** At most so many whole minutes, evenly apart, from the one of a first moment to that of a last one. */
export function evenly(first: Date, last: Date, most: number): Date[] {
  const begin = Math.floor(first.getTime() / MINUTE);
  const minutes = Math.max(0, Math.floor(last.getTime() / MINUTE) - begin);
  const count = Math.min(most, minutes + 1);
  return Array.from(
    { length: count },
    (_, index) => new Date((begin + (count === 1 ? 0 : Math.round((index * minutes) / (count - 1)))) * MINUTE),
  );
}
