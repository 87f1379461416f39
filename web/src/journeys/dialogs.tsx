import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { formatNumber } from '../format/format';
import { Confirm } from '../parts/Confirm';
import { useTell } from '../parts/told';
import { useCopyJourney, useDo, useRemoveJourney, type JourneyLine } from './queries';
import { texts } from './texts';

/** What is asked before something is done with a journey. */
export type Dialog = 'copy' | 'pause' | 'stop' | 'remove';

interface Asked {
  journey: Pick<JourneyLine, 'name' | 'inside'>;
  onClose: () => void;
  onCopied?: (name: string) => void;
  onRemoved?: () => void;
}

export function JourneyDialog(props: Asked & { dialog: Dialog | undefined }) {
  switch (props.dialog) {
    case 'copy':
      return <CopyJourney {...props} />;
    case 'pause':
    case 'stop':
      return <DoWith {...props} what={props.dialog} />;
    case 'remove':
      return <RemoveJourney {...props} />;
    case undefined:
      return null;
  }
}

function CopyJourney(props: Asked) {
  const { name } = props.journey;
  const [as, setAs] = useState(texts.copyName(name));
  const copy = useCopyJourney();
  const tell = useTell();
  return (
    <Confirm
      title={texts.copyTitle(name)}
      action={texts.copy}
      onClose={props.onClose}
      onConfirm={async () => {
        await copy.mutateAsync({ name, as });
        tell.done(texts.copied(as));
        props.onCopied?.(as);
      }}
    >
      <Field label={texts.name} required>
        <Input value={as} onChange={(_, { value }) => setAs(value)} />
      </Field>
    </Confirm>
  );
}

const ASKS = {
  pause: { title: texts.pauseTitle, text: texts.pauseText, action: texts.pause, done: texts.paused },
  stop: { title: texts.stopTitle, text: texts.stopText, action: texts.stop, done: texts.stopped },
};

function DoWith(props: Asked & { what: 'pause' | 'stop' }) {
  const { name, inside } = props.journey;
  const act = useDo();
  const tell = useTell();
  const asks = ASKS[props.what];
  return (
    <Confirm
      title={asks.title(name)}
      action={asks.action}
      onClose={props.onClose}
      onConfirm={async () => {
        await act.mutateAsync({ name, what: props.what });
        tell.done(asks.done(name));
      }}
    >
      {asks.text(formatNumber(inside))}
    </Confirm>
  );
}

function RemoveJourney(props: Asked) {
  const { name } = props.journey;
  const remove = useRemoveJourney();
  const tell = useTell();
  return (
    <Confirm
      title={texts.removeTitle(name)}
      action={texts.remove}
      onClose={props.onClose}
      onConfirm={async () => {
        await remove.mutateAsync(name);
        tell.done(texts.removed(name));
        props.onRemoved?.();
      }}
    >
      {texts.removeText}
    </Confirm>
  );
}
