import { useParams } from 'react-router';
import { useAudiences } from '../contacts/queries';
import { Page } from '../parts/Page';
import { Shown } from '../parts/States';
import { MessageEditor } from './MessageEditor';
import { useMessage } from './queries';
import { texts } from './texts';

/** A message that is there: its editor, its preview, what sends it. */
export default function MessagePage() {
  const { name = '' } = useParams();
  const message = useMessage(name);
  const tables = useAudiences();
  return message.data === undefined || tables.data === undefined ? (
    <Page title={name}>
      <Shown asked={message}>{() => <Shown asked={tables}>{() => null}</Shown>}</Shown>
    </Page>
  ) : (
    <MessageEditor
      key={name}
      name={name}
      saved={{
        version: message.data.version,
        value: { format: message.data.value.format, text: message.data.value.text },
      }}
      message={message.data.value.message}
      audiences={tables.data}
    />
  );
}

/** A message that is being made. */
export function NewMessagePage() {
  const tables = useAudiences();
  return tables.data === undefined ? (
    <Page title={texts.newTitle}>
      <Shown asked={tables}>{() => null}</Shown>
    </Page>
  ) : (
    <MessageEditor audiences={tables.data} />
  );
}
