import { Badge, Link, makeStyles, Select, tokens } from '@fluentui/react-components';
import { CopyRegular, DeleteRegular, OpenRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../api/session';
import { formatChange, formatNumber } from '../format/format';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Listing, type Column } from '../parts/Listing';
import { useListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
import { Empty } from '../parts/States';
import { CopySegment, RemoveSegment } from './dialogs';
import { journeyFrom, NEW_SEGMENT, openSegment, segmentPath } from './places';
import { useSegments, type Segment } from './queries';
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
  const [name, setName] = useState<string>();
  const [dialog, setDialog] = useState<'copy' | 'remove'>();
  const selected = query.data?.pages.flatMap((page) => page.items).find((it) => it.name === name);
  const noSelection = selected === undefined ? texts.selectFirst : undefined;
  const noChange = noSelection ?? (selected?.source === 'outbound-marketing' ? undefined : texts.readOnly);
  const close = () => setDialog(undefined);
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      commands={
        <Commands label={texts.commands}>
          <Command name={texts.newSegment} primary={selected === undefined} to={NEW_SEGMENT} needs="edit" />
          <Command
            name={texts.newJourney}
            primary={selected !== undefined}
            needs="edit"
            why={noSelection}
            onClick={() => selected && void navigate(journeyFrom(selected.name))}
          />
          <Command
            name={texts.open}
            icon={<OpenRegular />}
            why={noSelection}
            onClick={() => selected && openSegment(selected, navigate)}
          />
          <Command
            name={texts.copy}
            icon={<CopyRegular />}
            needs="edit"
            why={noChange}
            onClick={() => setDialog('copy')}
          />
          <Command
            name={texts.remove}
            icon={<DeleteRegular />}
            needs="edit"
            why={noChange}
            onClick={() => setDialog('remove')}
          />
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
        onSelect={(it) => setName(it.name)}
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
      {selected && dialog === 'copy' && <CopySegment name={selected.name} onClose={close} />}
      {selected && dialog === 'remove' && (
        <RemoveSegment name={selected.name} members={selected.members} onClose={close} />
      )}
    </Page>
  );
}

function Filter(props: {
  name: string;
  label: string;
  choices: Record<string, string>;
  state: ReturnType<typeof useListState>;
}) {
  return (
    <Select
      aria-label={props.label}
      value={props.state.filter(props.name) ?? ''}
      onChange={(_, { value }) => props.state.filterBy(props.name, value)}
    >
      <option value="">
        {props.label}: {texts.all}
      </option>
      {Object.entries(props.choices).map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Select>
  );
}
