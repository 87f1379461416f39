import {
  Button,
  Checkbox,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { formatInstant, formatNumber } from '../../format/format';
import { Section } from '../../parts/Page';
import { Empty, Loading, Shown } from '../../parts/States';
import { texts as partTexts } from '../../texts';
import type { Journey } from '../model/tiles';
import { useDays, useFunnels, useRuns, type Run } from '../queries';
import { texts } from '../texts';
import { FunnelTable } from './FunnelTable';
import { sum } from './numbers';

const DayChart = lazy(() => import('../../parts/DayChart'));
const MOST_BESIDE = 3;

const useStyles = makeStyles({
  number: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    '& .fui-TableHeaderCell__button': { justifyContent: 'flex-end' },
  },
  run: { width: '22%' },
  scroll: { overflowX: 'auto' },
  list: {
    flex: 1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    minWidth: 0,
    overflowY: 'auto',
    paddingBottom: '24px',
  },
});

const FIGURES: { name: string; of: (run: Run) => number }[] = [
  { name: texts.eligible, of: (run) => run.eligible },
  { name: texts.excluded, of: (run) => run.excluded },
  { name: texts.entered, of: (run) => run.entered },
  { name: texts.queued, of: (run) => run.queued },
  { name: texts.waiting, of: (run) => run.waiting },
  { name: texts.converted, of: (run) => run.converted },
  { name: texts.left, of: (run) => sum(run.left) },
];

/** The runs of a journey, what happened by day, and funnels side by side. */
export function Runs(props: { name: string; journey: Journey }) {
  const styles = useStyles();
  const runs = useRuns(props.name);
  const [chosen, setChosen] = useState<number[]>();
  return (
    <div className={styles.list}>
      <ByDay name={props.name} />
      <Section title={texts.runsTab}>
        <Shown asked={runs}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            const beside = chosen ?? items.slice(0, MOST_BESIDE).map((run) => run.run);
            const skipped = pages[0]?.skipped ?? [];
            if (items.length === 0 && skipped.length === 0) {
              return <Empty title={texts.noRuns} hint={texts.noRunsHint} />;
            }
            return (
              <>
                <RunTable
                  runs={items}
                  chosen={beside}
                  onChoose={(run, isChosen) =>
                    setChosen(isChosen ? [...beside, run].slice(-MOST_BESIDE) : beside.filter((it) => it !== run))
                  }
                />
                {runs.hasNextPage && (
                  <Button onClick={() => void runs.fetchNextPage()} disabledFocusable={runs.isFetchingNextPage}>
                    {partTexts.more}
                  </Button>
                )}
                {skipped.length > 0 && (
                  <Text>
                    {texts.skipped}: {skipped.map(formatInstant).join(', ')}
                  </Text>
                )}
                {beside.length > 0 && (
                  <Section title={beside.length > 1 ? texts.sideBySide : texts.funnel}>
                    <Beside {...props} runs={items.filter((run) => beside.includes(run.run))} />
                  </Section>
                )}
              </>
            );
          }}
        </Shown>
      </Section>
    </div>
  );
}

function RunTable(props: { runs: Run[]; chosen: number[]; onChoose: (run: number, isChosen: boolean) => void }) {
  const styles = useStyles();
  return (
    <div className={styles.scroll}>
      <Table size="small" aria-label={texts.runsTab}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.run}>{texts.run}</TableHeaderCell>
            {FIGURES.map(({ name }) => (
              <TableHeaderCell key={name} className={styles.number}>
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.runs.map((run) => (
            <TableRow key={run.run}>
              <TableCell>
                <Checkbox
                  label={formatInstant(run.occurrence)}
                  checked={props.chosen.includes(run.run)}
                  onChange={(_, { checked }) => props.onChoose(run.run, checked === true)}
                />
              </TableCell>
              {FIGURES.map(({ name, of }) => (
                <TableCell key={name} className={styles.number}>
                  {formatNumber(of(run))}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** The funnels of some runs, as soon as they are there. */
function Beside(props: { name: string; journey: Journey; runs: Run[] }) {
  const asked = useFunnels(
    props.name,
    props.runs.map((run) => run.run),
  );
  const funnels = props.runs.flatMap((run, index) => {
    const funnel = asked[index]?.data;
    return funnel ? [{ name: formatInstant(run.occurrence), funnel }] : [];
  });
  return funnels.length === 0 ? (
    <Loading />
  ) : (
    <FunnelTable
      label={funnels.length > 1 ? texts.sideBySide : texts.funnel}
      journey={props.journey}
      funnels={funnels}
    />
  );
}

function ByDay(props: { name: string }) {
  const days = useDays(props.name);
  return (
    <Section title={texts.byDay}>
      <Shown asked={days} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{texts.noDays}</Text>
          ) : (
            <Suspense fallback={<Loading lines={4} />}>
              <DayChart
                gaps="nothing"
                label={texts.byDay}
                lines={(['entered', 'sent', 'left'] as const).map((what) => ({
                  name: texts[what],
                  days: items.map((it) => ({ day: it.day, value: it[what] })),
                }))}
              />
            </Suspense>
          )
        }
      </Shown>
    </Section>
  );
}
