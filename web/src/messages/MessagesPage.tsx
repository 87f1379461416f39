import { DeleteRegular, OpenRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { Listing, type Column } from '../parts/Listing';
import { useListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
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
  { name: texts.channel, sort: 'channel', cell: (it) => it.channel },
  { name: texts.kind, sort: 'kind', cell: (it) => texts.kinds[it.kind] ?? it.kind },
  { name: texts.format, sort: 'format', cell: (it) => texts.formats[it.format] ?? it.format },
  { name: texts.topic, cell: (it) => it.topic ?? '' },
  { name: texts.usedBy, cell: (it) => <UsedBy uses={it.usedBy} /> },
  { name: texts.changed, sort: 'changed', cell: (it) => <Ago at={it.changed} /> },
];

/** Engagement > Messages. */
export default function MessagesPage() {
  const state = useListState();
  const query = useMessages(state);
  const remove = useRemove();
  const tell = useTell();
  const [selected, setSelected] = useState<string>();
  const [removing, setRemoving] = useState(false);
  const none = selected === undefined ? texts.selectFirst : undefined;
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      commands={
        <Commands label={texts.commands}>
          <Command name={texts.newMessage} primary to={NEW_MESSAGE} needs="edit" />
          <Command name={texts.open} icon={<OpenRegular />} why={none} to={messagePath(selected ?? '')} />
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
        selected={selected}
        onSelect={(it) => setSelected(it.name)}
        empty={<Empty title={texts.empty} hint={texts.emptyHint} />}
      />
      {removing && selected !== undefined && (
        <Confirm
          title={texts.removeTitle(selected)}
          action={texts.remove}
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await remove(selected);
            tell.done(texts.removed(selected));
            setSelected(undefined);
          }}
        >
          {texts.removeText}
        </Confirm>
      )}
    </Page>
  );
}
