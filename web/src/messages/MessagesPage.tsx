import { DeleteRegular, OpenRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { Filter } from '../parts/Filter';
import { Listing, type Column } from '../parts/Listing';
import { useListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
import { useSelection } from '../parts/selection';
import { Empty } from '../parts/States';
import { useTell } from '../parts/told';
import { UsedBy } from '../segments/UsedBy';
import { messagePath, useMessages, useRemove, type Message } from './queries';
import { NEW_MESSAGE } from './places';
import { texts } from './texts';

const COLUMNS: Column<Message>[] = [
  {
    name: texts.name,
    sort: 'name',
    width: '26%',
    cell: (it) => <NavLink to={messagePath(it.name)}>{it.name}</NavLink>,
  },
  { name: texts.channel, sort: 'channel', cell: (it) => texts.channels[it.channel] ?? it.channel },
  { name: texts.kind, sort: 'kind', cell: (it) => texts.kinds[it.kind] ?? it.kind },
  { name: texts.format, sort: 'format', cell: (it) => texts.formats[it.format] ?? it.format },
  { name: texts.topic, cell: (it) => it.topic ?? '' },
  { name: texts.usedBy, cell: (it) => <UsedBy uses={it.usedBy} /> },
  { name: texts.changed, sort: 'changed', cell: (it) => <Ago at={it.changed} /> },
];

/** Engagement > Messages. */
export default function MessagesPage() {
  const state = useListState(['channel']);
  const query = useMessages(state);
  const remove = useRemove();
  const tell = useTell();
  const { selected, select } = useSelection(query, (it) => it.name);
  const [removing, setRemoving] = useState(false);
  const none = selected === undefined ? texts.selectFirst : undefined;
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      commands={
        <Commands label={texts.commands}>
          <Command name={texts.newMessage} primary to={NEW_MESSAGE} needs="edit" />
          <Command name={texts.open} icon={<OpenRegular />} why={none} to={messagePath(selected?.name ?? '')} />
          <Command
            name={texts.remove}
            icon={<DeleteRegular />}
            needs="edit"
            why={none}
            onClick={() => setRemoving(true)}
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
        onSelect={select}
        filters={<Filter name="channel" label={texts.channel} choices={texts.channels} state={state} />}
        empty={<Empty title={texts.empty} hint={texts.emptyHint} />}
      />
      {removing && selected && (
        <Confirm
          title={texts.removeTitle(selected.name)}
          action={texts.remove}
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await remove(selected.name);
            tell.done(texts.removed(selected.name));
          }}
        >
          {texts.removeText}
        </Confirm>
      )}
    </Page>
  );
}
