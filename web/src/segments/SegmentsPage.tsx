import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useMay } from '../api/session';
import { formatChange, formatNumber } from '../format/format';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Filter } from '../parts/Filter';
import { Listing, type Column } from '../parts/Listing';
import { useListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
import { useSelection } from '../parts/selection';
import { Empty } from '../parts/States';
import { NEW_SEGMENT, segmentPath } from './places';
import { useSegments, type Segment } from './queries';
import { SegmentCommands } from './SegmentCommands';
import { texts } from './texts';
import { UsedBy } from './UsedBy';

const useStyles = makeStyles({
  up: { color: tokens.colorPaletteGreenForeground1 },
  down: { color: tokens.colorPaletteRedForeground1 },
});

function Change(props: { value: number }) {
  const styles = useStyles();
  const look = props.value > 0 ? styles.up : props.value < 0 ? styles.down : undefined;
  return <span className={look}>{formatChange(props.value)}</span>;
}

const COLUMNS: Column<Segment>[] = [
  {
    name: texts.name,
    sort: 'name',
    width: '24%',
    cell: (it) => <NavLink to={segmentPath(it.name)}>{it.name}</NavLink>,
  },
  {
    name: texts.source,
    sort: 'source',
    cell: (it) => (
      <>
        {it.title} {it.gone && <Badge color="danger">{texts.gone}</Badge>}
      </>
    ),
  },
  { name: texts.audience, sort: 'audience', cell: (it) => it.audience },
  { name: texts.kind, sort: 'kind', cell: (it) => texts.kinds[it.kind] ?? it.kind },
  { name: texts.members, sort: 'members', numeric: true, cell: (it) => formatNumber(it.members) },
  { name: texts.change, sort: 'change', numeric: true, cell: (it) => <Change value={it.change} /> },
  { name: texts.asOf, cell: (it) => <Ago at={it.asOf} /> },
  { name: texts.usedBy, cell: (it) => <UsedBy uses={it.usedBy} /> },
];

/** Audience > Segments. */
export default function SegmentsPage() {
  const state = useListState(['source', 'kind']);
  const query = useSegments(state);
  const navigate = useNavigate();
  const mayEdit = useMay('edit');
  const { selected, select } = useSelection(query, (it) => it.name);
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      commands={
        <Commands label={texts.commands}>
          <Command name={texts.newSegment} primary={selected === undefined} to={NEW_SEGMENT} needs="edit" />
          <SegmentCommands segment={selected} />
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
        filters={
          <>
            <Filter name="source" label={texts.source} choices={texts.sources} state={state} />
            <Filter name="kind" label={texts.kind} choices={texts.kinds} state={state} />
          </>
        }
        empty={
          <Empty title={texts.empty} hint={texts.emptyHint}>
            {mayEdit && <Link onClick={() => void navigate(NEW_SEGMENT)}>{texts.newSegment}</Link>}
          </Empty>
        }
      />
    </Page>
  );
}
