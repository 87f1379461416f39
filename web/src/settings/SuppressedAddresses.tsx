import { Field, Input, Text } from '@fluentui/react-components';
import { AddRegular, MailCheckmarkRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { formatNumber } from '../format/format';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { Listing, type Column } from '../parts/Listing';
import { given, useListState } from '../parts/listState';
import { Section } from '../parts/Page';
import { usePaged } from '../parts/paged';
import { useSelection } from '../parts/selection';
import { Empty } from '../parts/States';
import { texts as all } from './texts';

const texts = all.consent;

type Suppressed = Schemas['SuppressedAddress'];

const COLUMNS: Column<Suppressed>[] = [
  { name: texts.address, cell: (it) => it.address },
  { name: texts.reason, cell: (it) => texts.reasons[it.reason] ?? it.reason },
  { name: texts.detail, cell: (it) => it.detail },
  { name: texts.since, cell: (it) => <Ago at={it.since} /> },
];

/** The addresses that nothing is sent to; one is added or let go. */
export function SuppressedAddresses(props: { consent: Schemas['Consent'] }) {
  const state = useListState();
  const queries = useQueryClient();
  const mayChange = useMay('data');
  const [dialog, setDialog] = useState<'add' | 'remove'>();
  const [address, setAddress] = useState('');
  const query = usePaged(['suppressed'], [state.search], (cursor) =>
    ask(api.GET('/api/v1/suppressed', { params: { query: given({ search: state.search, cursor, limit: 50 }) } })),
  );
  const { selected, select } = useSelection(query, (it) => it.address);
  const again = () => queries.invalidateQueries({ queryKey: ['suppressed'] });
  const { softBounces, softBounceDays } = props.consent;
  return (
    <Section title={texts.suppressed}>
      <Text>{texts.suppressedLead(formatNumber(softBounces), formatNumber(softBounceDays))}</Text>
      {mayChange && (
        <Commands label={texts.commands}>
          <Command name={texts.add} icon={<AddRegular />} onClick={() => setDialog('add')} />
          <Command
            name={texts.remove}
            icon={<MailCheckmarkRegular />}
            why={selected === undefined ? texts.selectFirst : undefined}
            onClick={() => setDialog('remove')}
          />
        </Commands>
      )}
      <Listing
        label={texts.suppressed}
        columns={COLUMNS}
        query={query}
        state={state}
        rowKey={(it) => it.address}
        selected={selected?.address}
        onSelect={select}
        empty={<Empty title={texts.noneSuppressed} hint={texts.noneSuppressedHint} />}
      />
      {dialog === 'add' && (
        <Confirm
          title={texts.add}
          action={texts.add}
          onClose={() => setDialog(undefined)}
          onConfirm={async () => {
            await api.POST('/api/v1/suppressed', { body: { address } });
            setAddress('');
            await again();
          }}
        >
          <p>{texts.addText}</p>
          <Field label={texts.address}>
            <Input type="email" value={address} onChange={(_, { value }) => setAddress(value)} />
          </Field>
        </Confirm>
      )}
      {dialog === 'remove' && selected && (
        <Confirm
          title={texts.removeTitle(selected.address)}
          action={texts.remove}
          onClose={() => setDialog(undefined)}
          onConfirm={async () => {
            await api.DELETE('/api/v1/suppressed/{address}', { params: { path: { address: selected.address } } });
            await again();
          }}
        >
          {texts.removeText}
        </Confirm>
      )}
    </Section>
  );
}
