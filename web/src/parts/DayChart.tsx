import { formatDay, formatShortDay } from '../format/format';
import { everyDay, someOf, type DayValue } from './days';
import { TimeChart } from './TimeChart';

export interface DayLine {
  name: string;
  days: DayValue[];
}

const TICKS = 8;

/** The day as the chart draws it: by the clock of whoever looks at it. */
function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** Values by day, as lines. */
export default function DayChart(props: { label: string; lines: DayLine[]; gaps: 'nothing' | 'as-before' }) {
  const today = new Date().toISOString().slice(0, 10);
  const lines = props.lines.map(({ name, days }) => ({
    name,
    points: everyDay(days, props.gaps, today).map(({ day, value }) => ({
      at: dateOf(day),
      told: formatDay(day),
      value,
    })),
  }));
  return (
    <TimeChart
      label={props.label}
      lines={lines}
      ticks={someOf(lines[0]?.points.map((it) => it.at) ?? [], TICKS)}
      formatTick={formatShortDay}
    />
  );
}
