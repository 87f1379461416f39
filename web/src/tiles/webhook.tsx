import { Field, Input, Textarea } from '@fluentui/react-components';
import { PlugConnectedRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { EditProps, TileKind } from './kind';
import { texts } from './texts';

export const webhook: TileKind<'webhook'> = {
  name: texts.kinds.webhook,
  icon: <PlugConnectedRegular />,
  describe: ({ data }) => data.url || texts.notChosen,
  make: () => ({ data: { url: '', body: {} } }),
  Edit: (props) => <Edit key={props.tile.key} {...props} />,
};

function Edit({ tile, change }: EditProps<'webhook'>) {
  const { data } = tile;
  const [text, setText] = useState(() => JSON.stringify(data.body, null, 2));
  const [isFaulty, setFaulty] = useState(false);
  const write = (value: string) => {
    setText(value);
    const body = parse(value);
    setFaulty(body === undefined);
    if (body !== undefined) {
      change({ ...tile, data: { ...data, body } }, 'body');
    }
  };
  return (
    <>
      <Field label={texts.url} required>
        <Input
          type="url"
          value={data.url}
          placeholder="https://crm.example/hook"
          onChange={(_, { value }) => change({ ...tile, data: { ...data, url: value } }, 'url')}
        />
      </Field>
      <Field
        label={texts.body}
        hint={texts.bodyHint}
        {...(isFaulty ? { validationState: 'error' as const, validationMessage: texts.noJson } : {})}
      >
        <Textarea rows={8} resize="vertical" value={text} onChange={(_, { value }) => write(value)} />
      </Field>
    </>
  );
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
