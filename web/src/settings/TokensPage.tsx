import { Badge, Checkbox, Field, Input } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { formatDay } from '../format/format';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { Listing, type Column } from '../parts/Listing';
import { given, useListState } from '../parts/listState';
import { Page } from '../parts/Page';
import { usePaged } from '../parts/paged';
import { useSelection } from '../parts/selection';
import { Empty } from '../parts/States';
import { ShownOnce } from './ShownOnce';
import { texts } from './texts';

type Token = Schemas['Token'];

const COLUMNS: Column<Token>[] = [
  { name: texts.name, sort: 'name', cell: (it) => it.name },
  { name: texts.tokens.of, sort: 'user', cell: (it) => it.user },
  { name: texts.tokens.scopes, cell: (it) => it.scopes.join(', ') },
  { name: texts.tokens.used, sort: 'used', cell: (it) => (it.used ? <Ago at={it.used} /> : texts.tokens.unused) },
  {
    name: texts.tokens.expires,
    sort: 'expires',
    cell: (it) => (it.expires ? formatDay(it.expires.slice(0, 10)) : texts.tokens.never),
  },
  {
    name: texts.state,
    sort: 'revoked',
    cell: (it) =>
      it.revoked ? (
        <Badge color="danger">{texts.tokens.revoked}</Badge>
      ) : (
        <Badge color="success">{texts.tokens.active}</Badge>
      ),
  },
];

/** Settings > API tokens. */
export default function TokensPage() {
  const queries = useQueryClient();
  const state = useListState();
  const query = usePaged(['tokens'], [state.search, state.sort], (cursor) =>
    ask(
      api.GET('/api/v1/tokens', {
        params: { query: given({ cursor, search: state.search, sort: state.sort }) },
      }),
    ),
  );
  const { selected, select } = useSelection(query, (it) => it.id);
  const [dialog, setDialog] = useState<'make' | 'revoke'>();
  const [key, setKey] = useState<string>();
  const again = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const close = () => setDialog(undefined);
  return (
    <Page
      title={texts.tokens.title}
      lead={texts.tokens.lead}
      commands={
        <Commands label={texts.tokens.commands}>
          <Command name={texts.tokens.make} primary onClick={() => setDialog('make')} />
          <Command
            name={texts.tokens.revoke}
            icon={<DeleteRegular />}
            why={selected && !selected.revoked ? undefined : texts.tokens.selectFirst}
            onClick={() => setDialog('revoke')}
          />
        </Commands>
      }
    >
      {key !== undefined && <ShownOnce label={texts.tokens.key} secret={key} />}
      <Listing
        label={texts.tokens.title}
        columns={COLUMNS}
        query={query}
        state={state}
        rowKey={(it) => it.id}
        rowName={(it) => it.name}
        selected={selected?.id}
        onSelect={select}
        empty={<Empty title={texts.tokens.empty} hint={texts.tokens.emptyHint} />}
      />
      {dialog === 'make' && (
        <MakeToken
          onClose={close}
          onMade={(made) => {
            setKey(made);
            void again();
          }}
        />
      )}
      {dialog === 'revoke' && selected && (
        <Confirm
          title={texts.tokens.revokeTitle(selected.name)}
          action={texts.tokens.revoke}
          onClose={close}
          onConfirm={async () => {
            await api.DELETE('/api/v1/tokens/{id}', { params: { path: { id: selected.id } } });
            await again();
          }}
        >
          {texts.tokens.revokeText}
        </Confirm>
      )}
    </Page>
  );
}

function MakeToken(props: { onClose: () => void; onMade: (key: string) => void }) {
  const mine = useSession().data?.scopes ?? [];
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [expires, setExpires] = useState('');
  return (
    <Confirm
      title={texts.tokens.make}
      action={texts.tokens.make}
      onClose={props.onClose}
      onConfirm={async () => {
        const body = { name, scopes, ...(expires === '' ? {} : { expires: `${expires}T00:00:00Z` }) };
        const token = await ask(api.POST('/api/v1/tokens', { body }));
        props.onMade(token.key ?? '');
      }}
    >
      <Field label={texts.name} required>
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={texts.tokens.scopes}>
        <div>
          {mine.map((scope) => (
            <div key={scope}>
              <Checkbox
                label={texts.tokens.scope[scope] ?? scope}
                checked={scopes.includes(scope)}
                onChange={(_, { checked }) =>
                  setScopes(checked ? [...scopes, scope] : scopes.filter((it) => it !== scope))
                }
              />
            </div>
          ))}
        </div>
      </Field>
      <Field label={texts.tokens.expires} hint={texts.tokens.never}>
        <Input type="date" value={expires} onChange={(_, { value }) => setExpires(value)} />
      </Field>
    </Confirm>
  );
}
