import { Field, Select, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { NavLink } from '../../parts/NavLink';
import { texts } from '../../tiles/texts';
import { MessagePreview } from './MessagePreview';

/** A message of a channel, and how somebody would get it. */
export function MessageField(props: { channel: string; value: string; onChange: (message: string) => void }) {
  const { channel, value } = props;
  const messages = useQuery({
    queryKey: ['messages', 'of', channel],
    queryFn: () => ask(api.GET('/api/v1/messages', { params: { query: { limit: 1000, channel: [channel] } } })),
  });
  const names = messages.data?.items.map((it) => it.name) ?? [];
  const all = names.includes(value) ? names : [value, ...names];
  return (
    <>
      <Field label={texts.message} required>
        <Select value={value} onChange={(_, chosen) => props.onChange(chosen.value)}>
          {all.map((it) => (
            <option key={it} value={it}>
              {it || texts.chooseMessage}
            </option>
          ))}
        </Select>
      </Field>
      {messages.data && names.length === 0 && <Text>{texts.noMessages(channel)}</Text>}
      {value !== '' && (
        <>
          <NavLink to={`/engagement/messages/${encodeURIComponent(value)}`}>{texts.openMessage}</NavLink>
          <MessagePreview key={value} message={value} />
        </>
      )}
    </>
  );
}
