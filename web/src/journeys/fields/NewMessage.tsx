import { lazy } from 'react';
import { useAudiences } from '../../api/tables';
import { Shown } from '../../parts/States';
import { texts } from '../../tiles/texts';
import { Beside } from './Beside';

const MessageEditor = lazy(async () => ({
  default: (await import('../../messages/MessageEditor')).MessageEditor,
}));

/** Writes a message of a channel, beside the journey, and comes back with it. */
export function NewMessage(props: { channel: string; onSaved: (name: string) => void; onClose: () => void }) {
  const audiences = useAudiences();
  return (
    <Beside title={texts.newMessageTitle} onClose={props.onClose}>
      {(closer) => (
        <Shown asked={audiences}>{(tables) => <MessageEditor {...props} audiences={tables} closer={closer} />}</Shown>
      )}
    </Beside>
  );
}
