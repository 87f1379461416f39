import { makeStyles, Select, Tab, TabList } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import { formatInstant } from '../../format/format';
import { useRuns } from '../queries';
import { texts } from '../texts';

const useStyles = makeStyles({ tabs: { '@media print': { display: 'none' } } });

/** The two ways to look at a journey that is or was live; which one stands in the address. */
export function Views() {
  const [params, setParams] = useSearchParams();
  const styles = useStyles();
  const view = params.get('view') ?? 'journey';
  return (
    <TabList
      className={styles.tabs}
      aria-label={texts.views}
      selectedValue={view}
      onTabSelect={(_, { value }) => setParams(value === 'runs' ? { view: 'runs' } : {}, { replace: true })}
    >
      <Tab value="journey">{texts.journeyTab}</Tab>
      <Tab value="runs">{texts.runsTab}</Tab>
    </TabList>
  );
}

/** Which run's numbers stand on the tiles. */
export function RunChoice(props: {
  name: string;
  run: number | undefined;
  onChoose: (run: number | undefined) => void;
}) {
  const runs = useRuns(props.name).data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select
      aria-label={texts.run}
      value={props.run ?? ''}
      onChange={(_, { value }) => props.onChoose(value === '' ? undefined : Number(value))}
    >
      <option value="">{texts.allRuns}</option>
      {runs.map((it) => (
        <option key={it.run} value={it.run}>
          {texts.runOf(formatInstant(it.occurrence))}
        </option>
      ))}
    </Select>
  );
}
