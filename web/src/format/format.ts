/** Numbers, times and shares as whoever looks at them writes them. */

const number = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' });
const bytes = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const weekdayTime = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always', style: 'long' });
const present = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];

export const formatNumber = (value: number) => number.format(value);
/** A large number in few characters: `1.2M`. */
export const formatShortNumber = (value: number) => short.format(value);
export const formatChange = (value: number) => signed.format(value);
export const formatShare = (part: number, whole: number) => percent.format(whole === 0 ? 0 : part / whole);
export const formatInstant = (value: string) => instant.format(new Date(value));
export const formatExactInstant = (value: string) => exact.format(new Date(value));
/** An instant as the clocks of a time zone show it. */
export const formatInstantIn = (value: string, timeZone: string) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(value));
/** A day, such as `2026-12-24`. */
export const formatDay = (value: string) => date.format(new Date(`${value}T00:00:00Z`));
/** A day of a year that is known, by the clock of whoever looks at it. */
export const formatShortDay = (value: Date) => shortDay.format(value);

/** A moment of a day that is known. */
export const formatTime = (value: Date) => time.format(value);
/** A moment of the last few days. */
export const formatWeekdayTime = (value: Date) => weekdayTime.format(value);

/** As far as two clocks may be apart, in seconds. */
const SKEW = 2;

/** How far an instant is from another: `3 minutes ago`, `now`, `in 2 days`. */
export function formatDistance(value: string, now: number): string {
  let distance = Math.round((new Date(value).getTime() - now) / 1_000);
  if (distance >= 0 && distance <= SKEW) {
    return present.format(0, 'second');
  }
  for (const [unit, most] of STEPS) {
    if (Math.abs(distance) < most) {
      return relative.format(distance, unit);
    }
    distance = Math.trunc(distance / most);
  }
  return formatInstant(value);
}

export function formatBytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit++;
  }
  return `${bytes.format(size)} ${units[unit]}`;
}

/** A value of a row, as a text. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return formatNumber(value);
  }
  if (typeof value === 'string') {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatInstant(value) : value;
  }
  return JSON.stringify(value);
}
