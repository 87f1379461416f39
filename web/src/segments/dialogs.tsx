import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { formatNumber } from '../format/format';
import { Confirm } from '../parts/Confirm';
import { useTell } from '../parts/told';
import { useCopySegment, useRemoveSegment } from './queries';
import { texts } from './texts';

export function CopySegment(props: { name: string; onClose: () => void }) {
  const [as, setAs] = useState(texts.copyName(props.name));
  const copy = useCopySegment();
  const tell = useTell();
  return (
    <Confirm
      title={texts.copyTitle(props.name)}
      action={texts.copy}
      onClose={props.onClose}
      onConfirm={async () => {
        await copy.mutateAsync({ name: props.name, as });
        tell.done(texts.copied(as));
      }}
    >
      <Field label={texts.name} required>
        <Input value={as} onChange={(_, { value }) => setAs(value)} />
      </Field>
    </Confirm>
  );
}

export function RemoveSegment(props: { name: string; members: number; onClose: () => void; onRemoved?: () => void }) {
  const remove = useRemoveSegment();
  const tell = useTell();
  return (
    <Confirm
      title={texts.removeTitle(props.name)}
      action={texts.remove}
      onClose={props.onClose}
      onConfirm={async () => {
        await remove.mutateAsync(props.name);
        tell.done(texts.removed(props.name));
        props.onRemoved?.();
      }}
    >
      {texts.removeText(formatNumber(props.members))}
    </Confirm>
  );
}
