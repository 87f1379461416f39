import { Button, Field, makeStyles, Select, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { NavLink } from '../../parts/NavLink';
import { texts } from '../../tiles/texts';
import { MessagePreview } from './MessagePreview';
import { NewMessage } from './NewMessage';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
});

/** A message of a channel, chosen or written now, and how somebody would get it. */
export function MessageField(props: { channel: string; value: string; onChange: (message: string) => void }) {
  const styles = useStyles();
  const { channel, value } = props;
  const mayEdit = useMay('edit');
  const [isNew, setNew] = useState(false);
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
      <div className={styles.line}>
        {mayEdit && <Button onClick={() => setNew(true)}>{texts.newMessage}</Button>}
        {value !== '' && (
          <NavLink to={`/engagement/messages/${encodeURIComponent(value)}`}>{texts.openMessage}</NavLink>
        )}
      </div>
      {value !== '' && <MessagePreview key={value} message={value} />}
      {isNew && (
        <NewMessage
          channel={channel}
          onSaved={(name) => {
            props.onChange(name);
            setNew(false);
          }}
          onClose={() => setNew(false)}
        />
      )}
    </>
  );
}
