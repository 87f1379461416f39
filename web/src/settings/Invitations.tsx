import { Button, Field, Input, Select, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { Ago } from '../parts/Ago';
import { Confirm } from '../parts/Confirm';
import { texts } from './texts';

/** Who was invited and has not come yet. */
export function Invitations(props: { invitations: Schemas['Invitation'][]; onChange: () => void }) {
  const [withdrawn, setWithdrawn] = useState<Schemas['Invitation']>();
  return props.invitations.length === 0 ? (
    <Text>{texts.users.noInvitations}</Text>
  ) : (
    <>
      <ul>
        {props.invitations.map((it) => (
          <li key={it.id}>
            {it.email}, {texts.roles[it.role] ?? it.role} · {texts.users.expires} <Ago at={it.expires} />{' '}
            <Button size="small" appearance="subtle" onClick={() => setWithdrawn(it)}>
              {texts.users.withdraw}
            </Button>
          </li>
        ))}
      </ul>
      {withdrawn && (
        <Confirm
          title={texts.users.withdrawTitle(withdrawn.email)}
          action={texts.users.withdraw}
          onClose={() => setWithdrawn(undefined)}
          onConfirm={async () => {
            await api.DELETE('/api/v1/invitations/{id}', { params: { path: { id: withdrawn.id } } });
            props.onChange();
          }}
        >
          {texts.users.withdrawText}
        </Confirm>
      )}
    </>
  );
}

export function Invite(props: { onClose: () => void; onMade: (link: string) => void }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('marketer');
  return (
    <Confirm
      title={texts.users.invite}
      action={texts.users.invite}
      onClose={props.onClose}
      onConfirm={async () => {
        const invitation = await ask(
          api.POST('/api/v1/invitations', { body: { email, role, ...(name === '' ? {} : { name }) } }),
        );
        props.onMade(invitation.link ?? '');
      }}
    >
      <Field label={texts.email} required>
        <Input type="email" value={email} onChange={(_, { value }) => setEmail(value)} />
      </Field>
      <Field label={texts.name}>
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={texts.role}>
        <Select value={role} onChange={(_, { value }) => setRole(value)}>
          {Object.entries(texts.roles).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
    </Confirm>
  );
}
