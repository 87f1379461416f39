import { Checkbox, Dropdown, Link, makeStyles, Option } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useMay } from '../api/session';
import { formatInstant, formatNumber } from '../format/format';
import { Command, Commands } from '../parts/Commands';
import { Listing, type Column } from '../parts/Listing';
import { useListState, type ListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
import { useSelection } from '../parts/selection';
import { Empty } from '../parts/States';
import { texts as segmentTexts } from '../segments/texts';
import { JourneyCommands } from './JourneyCommands';
import { journeyPath, NEW_JOURNEY } from './places';
import { useJourneys, type JourneyLine } from './queries';
import { StateBadge } from './StateBadge';
import { texts } from './texts';

const useStyles = makeStyles({ states: { minWidth: '200px' } });

const COLUMNS: Column<JourneyLine>[] = [
  {
    name: texts.name,
    sort: 'name',
    width: '22%',
    cell: (it) => <NavLink to={journeyPath(it.name)}>{it.name}</NavLink>,
  },
  { name: texts.state, sort: 'state', cell: (it) => <StateBadge journey={it} /> },
  { name: texts.audience, sort: 'audience', cell: (it) => it.audience },
  { name: texts.source, sort: 'source', cell: (it) => segmentTexts.sources[it.source] ?? it.source },
  { name: texts.frequency, sort: 'frequency', cell: (it) => frequency(it.frequency) },
  { name: texts.next, cell: (it) => it.next && <time dateTime={it.next}>{formatInstant(it.next)}</time> },
  { name: texts.inside, sort: 'inside', numeric: true, cell: (it) => formatNumber(it.inside) },
  { name: texts.entered, sort: 'entered', numeric: true, cell: (it) => formatNumber(it.entered) },
  { name: texts.sent, sort: 'sent', numeric: true, cell: (it) => formatNumber(it.sent) },
];

const frequency = (word: string) => texts.frequencies[word as keyof typeof texts.frequencies];

/** Engagement > Journeys. */
export default function JourneysPage() {
  const state = useListState(['state', 'archived']);
  const query = useJourneys(state);
  const navigate = useNavigate();
  const mayEdit = useMay('edit');
  const { selected, select } = useSelection(query, (it) => it.name);
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      commands={
        <Commands label={texts.commands}>
          <Command name={texts.newJourney} primary to={NEW_JOURNEY} needs="edit" />
          <Command
            name={texts.open}
            icon={<OpenRegular />}
            why={selected === undefined ? texts.selectFirst : undefined}
            onClick={() => selected && void navigate(journeyPath(selected.name))}
          />
          <JourneyCommands journey={selected} />
        </Commands>
      }
    >
      <Listing
        label={texts.title}
        columns={COLUMNS}
        query={query}
        state={state}
        rowKey={(it) => it.name}
        selected={selected?.name}
        onSelect={select}
        filters={<Filters state={state} />}
        empty={
          <Empty title={texts.empty} hint={texts.emptyHint}>
            {mayEdit && <Link onClick={() => void navigate(NEW_JOURNEY)}>{texts.newJourney}</Link>}
          </Empty>
        }
      />
    </Page>
  );
}

function Filters(props: { state: ListState }) {
  const styles = useStyles();
  const { state } = props;
  const chosen = state.filter('state')?.split(',') ?? [];
  return (
    <>
      <Dropdown
        className={styles.states}
        aria-label={texts.state}
        multiselect
        selectedOptions={chosen}
        value={chosen.map((it) => texts.states[it] ?? it).join(', ')}
        placeholder={texts.anyState}
        onOptionSelect={(_, { selectedOptions }) => state.filterBy('state', selectedOptions.join(','))}
      >
        {Object.entries(texts.states)
          .filter(([value]) => value !== 'archived')
          .map(([value, text]) => (
            <Option key={value} value={value}>
              {text}
            </Option>
          ))}
      </Dropdown>
      <Checkbox
        label={texts.archived}
        checked={state.filter('archived') === 'true'}
        onChange={(_, { checked }) => state.filterBy('archived', checked === true ? 'true' : undefined)}
      />
    </>
  );
}
