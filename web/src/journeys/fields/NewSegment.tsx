import { lazy } from 'react';
import { texts } from '../texts';
import { Beside } from './Beside';

const SegmentBuilder = lazy(async () => ({
  default: (await import('../../segments/builder/SegmentBuilder')).SegmentBuilder,
}));

/** Makes a segment in the builder, beside the journey, and comes back with it. */
export function NewSegment(props: {
  audience: string | undefined;
  onSaved: (name: string) => void;
  onClose: () => void;
}) {
  return (
    <Beside title={texts.newSegmentTitle} onClose={props.onClose}>
      {(closer) => (
        <SegmentBuilder
          {...(props.audience === undefined ? {} : { audience: props.audience })}
          onSaved={props.onSaved}
          onClose={props.onClose}
          closer={closer}
        />
      )}
    </Beside>
  );
}
