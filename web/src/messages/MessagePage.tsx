import { useNavigate, useParams } from 'react-router';
import { useAudiences } from '../api/tables';
import { Allowed } from '../parts/Allowed';
import { Page } from '../parts/Page';
import { Shown } from '../parts/States';
import { MessageEditor } from './MessageEditor';
import { messagePath, useMessage } from './queries';
import { texts } from './texts';

const stay = () => undefined;

/** A message that is there: its editor, its preview, what sends it. */
export default function MessagePage() {
  const { name = '' } = useParams();
  const message = useMessage(name);
  const tables = useAudiences();
  return (
    <Page title={name}>
      <Shown asked={message}>
        {({ version, value }) => (
          <Shown asked={tables}>
            {(audiences) => (
              <MessageEditor
                key={name}
                name={name}
                saved={{ version, value: { format: value.format, text: value.text } }}
                message={value.message}
                audiences={audiences}
                onSaved={stay}
                guards
              />
            )}
          </Shown>
        )}
      </Shown>
    </Page>
  );
}

/** A message that is being made. */
export function NewMessagePage() {
  const tables = useAudiences();
  const navigate = useNavigate();
  return (
    <Page title={texts.newTitle} lead={texts.newLead}>
      <Allowed needs="edit">
        <Shown asked={tables}>
          {(audiences) => (
            <MessageEditor
              audiences={audiences}
              onSaved={(saved) => void navigate(messagePath(saved), { replace: true })}
              guards
            />
          )}
        </Shown>
      </Allowed>
    </Page>
  );
}
