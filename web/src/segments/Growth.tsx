import { Text } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { Section } from '../parts/Page';
import { Loading, Shown } from '../parts/States';
import { useGrowth } from './queries';
import { texts } from './texts';

const DayChart = lazy(() => import('../parts/DayChart'));
const MinuteChart = lazy(() => import('../parts/MinuteChart'));

const DAY = 86_400_000;

const isYoung = (firstDay: string) => new Date().getTime() - Date.parse(firstDay) < 2 * DAY;

/** How many members a segment had: day by day, minute by minute where it is not two days old. */
export function Growth(props: { name: string }) {
  const days = useGrowth(props.name, 'day');
  const first = days.data?.items[0]?.day;
  const byMinute = first !== undefined && isYoung(first);
  const minutes = useGrowth(props.name, 'minute', byMinute);
  return (
    <Section title={texts.growth}>
      <Shown asked={byMinute ? minutes : days} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{texts.growthNone}</Text>
          ) : (
            <Suspense fallback={<Loading lines={4} />}>
              {byMinute ? (
                <MinuteChart label={texts.members} minutes={items.map((it) => ({ at: it.day, value: it.members }))} />
              ) : (
                <DayChart
                  gaps="as-before"
                  label={texts.growth}
                  lines={[{ name: texts.members, days: items.map((it) => ({ day: it.day, value: it.members })) }]}
                />
              )}
            </Suspense>
          )
        }
      </Shown>
    </Section>
  );
}
