import { Field, Input, Text } from '@fluentui/react-components';
import { AddRegular, MailCheckmarkRegular } from '@fluentui/react-icons';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
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
  const [selected, setSelected] = useState<string>();
  const [dialog, setDialog] = useState<'add' | 'remove'>();
  const [address, setAddress] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['suppressed', state.search],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/suppressed', {
          params: { query: given({ search: state.search, cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
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
            onClick={() => selected !== undefined && setDialog('remove')}
          />
        </Commands>
      )}
      <Listing
        label={texts.suppressed}
        columns={COLUMNS}
        query={query}
        state={state}
        rowKey={(it) => it.address}
        selected={selected}
        onSelect={(it) => setSelected(it.address)}
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
      {dialog === 'remove' && selected !== undefined && (
        <Confirm
          title={texts.removeTitle(selected)}
          action={texts.remove}
          onClose={() => setDialog(undefined)}
          onConfirm={async () => {
            await api.DELETE('/api/v1/suppressed/{address}', { params: { path: { address: selected } } });
            setSelected(undefined);
            await again();
          }}
        >
          {texts.removeText}
        </Confirm>
      )}
    </Section>
  );
}
