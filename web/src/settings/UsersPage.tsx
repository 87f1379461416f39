import { Badge, Select } from '@fluentui/react-components';
import { KeyResetRegular, PersonProhibitedRegular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { Ago } from '../parts/Ago';
import { Command, Commands } from '../parts/Commands';
import { Confirm } from '../parts/Confirm';
import { Filter } from '../parts/Filter';
import { Listing, type Column } from '../parts/Listing';
import { given, one, useListState } from '../parts/listState';
import { Page, Section } from '../parts/Page';
import { usePaged } from '../parts/paged';
import { useSelection } from '../parts/selection';
import { Empty, Shown } from '../parts/States';
import { useTell } from '../parts/told';
import { Invitations, Invite } from './Invitations';
import { ShownOnce } from './ShownOnce';
import { texts } from './texts';

type User = Schemas['User'];

/** Settings > Users. */
export default function UsersPage() {
  const queries = useQueryClient();
  const tell = useTell();
  const state = useListState(['role']);
  const me = useSession().data?.user.id;
  const query = usePaged(['users', 'list'], [state.search, state.sort, state.filter('role')], (cursor) =>
    ask(
      api.GET('/api/v1/users', {
        params: {
          query: given({ cursor, search: state.search, sort: state.sort, role: one(state.filter('role')) }),
        },
      }),
    ),
  );
  const invitations = useQuery({
    queryKey: ['users', 'invitations'],
    queryFn: () => ask(api.GET('/api/v1/invitations')),
  });
  const [dialog, setDialog] = useState<'invite' | 'disable'>();
  const [link, setLink] = useState<string>();
  const { selected, select } = useSelection(query, (it) => it.id);
  const again = () => queries.invalidateQueries({ queryKey: ['users'] });
  const change = async (user: User, body: Schemas['UserChange']) => {
    await api.PATCH('/api/v1/users/{id}', { params: { path: { id: user.id } }, body });
    tell.done(texts.users.changed(user.name));
    await again();
  };
  const resetPassword = async (user: User) => {
    const made = await ask(api.POST('/api/v1/users/{id}/password-link', { params: { path: { id: user.id } } }));
    setLink(made.link);
  };
  const none = selected === undefined ? texts.users.selectFirst : undefined;
  const columns: Column<User>[] = [
    { name: texts.name, sort: 'name', cell: (it) => it.name },
    { name: texts.email, sort: 'email', cell: (it) => it.email },
    {
      name: texts.role,
      sort: 'role',
      cell: (it) =>
        it.id === me ? (
          (texts.roles[it.role] ?? it.role)
        ) : (
          <Select
            size="small"
            aria-label={`${texts.role}: ${it.name}`}
            value={it.role}
            onChange={(_, { value }) => void change(it, { role: value }).catch(tell.failed)}
          >
            {Object.entries(texts.roles).map(([role, name]) => (
              <option key={role} value={role}>
                {name}
              </option>
            ))}
          </Select>
        ),
    },
    {
      name: texts.state,
      sort: 'disabled',
      cell: (it) =>
        it.disabled ? (
          <Badge color="danger">{texts.users.disabled}</Badge>
        ) : (
          <Badge color="success">{texts.users.active}</Badge>
        ),
    },
    { name: texts.created, sort: 'created', cell: (it) => <Ago at={it.created} /> },
  ];
  return (
    <Page
      title={texts.users.title}
      lead={texts.users.lead}
      commands={
        <Commands label={texts.users.commands}>
          <Command name={texts.users.invite} primary onClick={() => setDialog('invite')} />
          <Command
            name={texts.users.resetPassword}
            icon={<KeyResetRegular />}
            why={selected?.local === false ? texts.users.selectFirst : none}
            onClick={() => selected && void resetPassword(selected).catch(tell.failed)}
          />
          <Command
            name={selected?.disabled ? texts.users.enable : texts.users.disable}
            icon={<PersonProhibitedRegular />}
            why={none}
            onClick={() =>
              selected?.disabled ? void change(selected, { disabled: false }).catch(tell.failed) : setDialog('disable')
            }
          />
        </Commands>
      }
    >
      {link !== undefined && <ShownOnce label={texts.users.link} secret={link} />}
      <Listing
        label={texts.users.title}
        columns={columns}
        query={query}
        state={state}
        filters={<Filter name="role" label={texts.role} choices={texts.roles} state={state} />}
        rowKey={(it) => it.id}
        rowName={(it) => it.name}
        selected={selected?.id}
        onSelect={select}
        empty={<Empty title={texts.users.title} hint="" />}
      />
      <Section title={texts.users.invitations}>
        <Shown asked={invitations} lines={2}>
          {({ items }) => <Invitations invitations={items} onChange={() => void again()} />}
        </Shown>
      </Section>
      {dialog === 'invite' && (
        <Invite
          onClose={() => setDialog(undefined)}
          onMade={(made) => {
            setLink(made);
            void again();
          }}
        />
      )}
      {dialog === 'disable' && selected && (
        <Confirm
          title={texts.users.disableTitle(selected.name)}
          action={texts.users.disable}
          onClose={() => setDialog(undefined)}
          onConfirm={() => change(selected, { disabled: true })}
        >
          {texts.users.disableText}
        </Confirm>
      )}
    </Page>
  );
}
