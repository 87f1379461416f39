import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { Ref } from 'react';
import { useTables } from '../../api/tables';
import { Shown } from '../../parts/States';
import { useSegment, type SegmentDefinition } from '../queries';
import { draftOf, emptyDraft } from './draft';
import { Editor } from './Editor';
import { texts } from './texts';

/**
 * Makes a segment, or shows and changes one: its conditions as a tree and as text, how many people there are, and
 * who. It stands on a page of its own and beside a journey.
 */
export function SegmentBuilder(
  props: {
    /** Nothing for a new one. */
    name?: string;
    /** Of a new one. */
    audience?: string;
  } & Ends,
) {
  const { name, audience, ...ends } = props;
  return name === undefined ? (
    <New {...(audience === undefined ? {} : { audience })} {...ends} />
  ) : (
    <Existing key={name} name={name} {...ends} />
  );
}

interface Ends {
  onSaved: (name: string) => void;
  onClose: () => void;
  /** Whether going to another page asks first where something is not saved: a router takes one who asks. */
  guards?: boolean;
  /** Closes it from outside, asking first where something is not saved. */
  closer?: Ref<() => void>;
}

function Existing(props: { name: string } & Ends) {
  const segment = useSegment(props.name);
  const tables = useTables();
  return (
    <Shown asked={tables}>
      {(all) => (
        <Shown asked={segment}>
          {(whole) => {
            const { definition, name, audience, source } = whole.value;
            if (source !== 'outbound-marketing') {
              return (
                <MessageBar>
                  <MessageBarBody>{texts.notOurs}</MessageBarBody>
                </MessageBar>
              );
            }
            return (
              <Editor
                {...props}
                tables={all}
                whole={whole}
                start={draftOf(definition as SegmentDefinition, name, audience)}
              />
            );
          }}
        </Shown>
      )}
    </Shown>
  );
}

function New(props: { audience?: string } & Ends) {
  const tables = useTables();
  return (
    <Shown asked={tables}>
      {(all) => {
        const first = all.find((it) => it.audience && it.source === 'outbound-marketing');
        return <Editor {...props} tables={all} start={emptyDraft(props.audience ?? first?.name ?? '')} />;
      }}
    </Shown>
  );
}
