import {
  Button,
  Card,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Text,
  Title1,
  tokens,
} from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router';
import { useAudiences } from '../api/tables';
import { formatNumber } from '../format/format';
import { Page, Section } from '../parts/Page';
import { Loading, Shown } from '../parts/States';
import { useSending } from '../settings/ChannelsPage';
import { FirstSteps } from './FirstSteps';
import { useJourneys, useSentByDay, useSources, type Journey } from './queries';
import { texts } from './texts';

const DayChart = lazy(() => import('../parts/DayChart'));

const useStyles = makeStyles({
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const isToday = (day: string) => day.slice(0, 10) === new Date().toISOString().slice(0, 10);

/** What is live, what was sent today, what needs attention; on a new installation the first steps. */
export default function HomePage() {
  const journeys = useJourneys();
  return (
    <Page title={texts.title}>
      <Shown asked={journeys}>{({ items }) => <Overview journeys={items} />}</Shown>
    </Page>
  );
}

function Overview(props: { journeys: Journey[] }) {
  const styles = useStyles();
  const { journeys } = props;
  const audiences = useAudiences();
  const days = useSentByDay(journeys);
  const contacts = audiences.data?.reduce((sum, table) => sum + table.rows, 0);
  const numbers: [string, number | undefined][] = [
    [texts.live, journeys.filter((it) => it.state === 'live').length],
    [texts.inside, journeys.reduce((sum, it) => sum + it.inside, 0)],
    [texts.sentToday, days.filter((it) => isToday(it.day)).reduce((sum, it) => sum + it.value, 0)],
    [texts.contacts, contacts],
  ];
  return (
    <>
      <div className={styles.numbers}>
        {numbers.map(([name, value]) => (
          <Card key={name}>
            <Text className={styles.quiet}>{name}</Text>
            <Title1>{value === undefined ? '…' : formatNumber(value)}</Title1>
          </Card>
        ))}
      </div>
      {(contacts === 0 || journeys.length === 0) && <FirstSteps />}
      <Section title={texts.attention}>
        <Attention journeys={journeys} />
      </Section>
      <Section title={texts.sent}>
        {days.length === 0 ? (
          <Text className={styles.quiet}>{texts.nothingSent}</Text>
        ) : (
          <Suspense fallback={<Loading lines={4} />}>
            <DayChart gaps="nothing" label={texts.sent} lines={[{ name: texts.sent, days }]} />
          </Suspense>
        )}
      </Section>
    </>
  );
}

interface Matter {
  intent: 'error' | 'warning';
  text: string;
  to: string;
  action: string;
}

function useMatters(journeys: Journey[]): Matter[] {
  const sending = useSending();
  const sources = useSources();
  return [
    ...(sending.data?.stopped
      ? [{ intent: 'error' as const, text: texts.stopped, to: '/settings/channels', action: texts.toChannels }]
      : []),
    ...journeys
      .filter((it) => it.problem !== undefined)
      .map((it) => ({
        intent: 'error' as const,
        text: `${it.state === 'held' ? texts.held(it.name) : texts.planned(it.name)} ${it.problem}`,
        to: `/engagement/journeys/${encodeURIComponent(it.name)}`,
        action: texts.toJourney,
      })),
    ...(sources.data?.items ?? []).flatMap((source) => {
      const last = source.connection?.last;
      const faults = [...(last && !last.good ? [last.message] : []), ...(source.connection?.warnings ?? [])];
      return faults.map((fault) => ({
        intent: 'warning' as const,
        text: `${texts.source(source.title)} ${fault}`,
        to: '/settings/sources',
        action: texts.toSources,
      }));
    }),
  ];
}

function Attention(props: { journeys: Journey[] }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const matters = useMatters(props.journeys);
  return matters.length === 0 ? (
    <Text className={styles.quiet}>{texts.allWell}</Text>
  ) : (
    matters.map((it) => (
      <MessageBar key={it.text} intent={it.intent} layout="multiline">
        <MessageBarBody>{it.text}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => void navigate(it.to)}>{it.action}</Button>
        </MessageBarActions>
      </MessageBar>
    ))
  );
}
