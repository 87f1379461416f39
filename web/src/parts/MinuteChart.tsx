import { formatInstant, formatTime, formatWeekdayTime } from '../format/format';
import { evenly } from './days';
import { TimeChart } from './TimeChart';

const TICKS = 6;

/** A value as it changed minute by minute, up to now. */
export default function MinuteChart(props: { label: string; minutes: { at: string; value: number }[] }) {
  const now = new Date().toISOString();
  const last = props.minutes.at(-1);
  const points = [...props.minutes, ...(last && last.at < now ? [{ at: now, value: last.value }] : [])].map(
    ({ at, value }) => ({ at: new Date(at), told: formatInstant(at), value }),
  );
  const ends = [points[0]?.at ?? new Date(), points.at(-1)?.at ?? new Date()] as const;
  const isOneDay = ends[0].toDateString() === ends[1].toDateString();
  return (
    <TimeChart
      label={props.label}
      lines={[{ name: props.label, points }]}
      ticks={evenly(...ends, TICKS)}
      formatTick={isOneDay ? formatTime : formatWeekdayTime}
      steps
    />
  );
}
