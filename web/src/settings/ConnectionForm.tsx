import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { api, type Schemas } from '../api/client';
import { Confirm } from '../parts/Confirm';
import { useTell } from '../parts/told';
import { texts as all } from './texts';

const texts = all.sources;

type Settings = Schemas['CustomerInsights'];

const FIELDS = ['environment', 'tenant', 'client', 'refresh', 'largestLoss'] as const;
const NEW: Settings = { environment: '', tenant: '', client: '' };

/** Asks for what a connection to Customer Insights needs. */
export function ConnectionForm(props: {
  settings: Settings | undefined;
  hasSecret: boolean;
  onClose: () => void;
  onSaved: () => void;
}) {
  const tell = useTell();
  const [settings, setSettings] = useState<Settings>(props.settings ?? NEW);
  const [secret, setSecret] = useState('');
  return (
    <Confirm
      title={props.settings === undefined ? texts.connect : texts.change}
      action={texts.save}
      onClose={props.onClose}
      onConfirm={async () => {
        if (secret !== '') {
          await api.PUT('/api/v1/sources/customer-insights/secret', { body: { secret } });
        }
        await api.PUT('/api/v1/sources/customer-insights', { body: settings });
        tell.done(texts.saved);
        props.onSaved();
      }}
    >
      {FIELDS.map((field) => (
        <Field key={field} label={texts.fields[field]} required={field in NEW}>
          <Input
            value={settings[field] ?? ''}
            onChange={(_, { value }) => setSettings({ ...settings, [field]: value })}
          />
        </Field>
      ))}
      <Field label={texts.secret} {...(props.hasSecret ? { hint: texts.secretKept } : {})}>
        <Input type="password" autoComplete="off" value={secret} onChange={(_, { value }) => setSecret(value)} />
      </Field>
    </Confirm>
  );
}
