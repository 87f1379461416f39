import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { texts } from '../../tiles/texts';
import { DurationField, readDuration, writeDuration } from './DurationField';

/** How much earlier or later than a date, `-3 days`; nothing is on the day. */
export function OffsetField(props: { value: string; onChange: (offset: string) => void }) {
  const [isEmpty, setEmpty] = useState(false); // while another number is being written
  const { amount, unit } = readDuration(props.value);
  const side = props.value === '' ? 'on' : amount.startsWith('-') ? 'before' : 'after';
  const put = (after: string, size: string, of: string) =>
    props.onChange(after === 'on' ? '' : writeDuration(after === 'before' ? `-${size}` : size, of));
  const size = amount.replace('-', '') || '1';
  return (
    <>
      <Field label={texts.offset}>
        <RadioGroup layout="horizontal" value={side} onChange={(_, { value }) => put(value, size, unit)}>
          <Radio value="before" label={texts.before} />
          <Radio value="on" label={texts.onTheDay} />
          <Radio value="after" label={texts.after} />
        </RadioGroup>
      </Field>
      {side !== 'on' && (
        <DurationField
          label={texts.howFar[side]}
          value={isEmpty ? '' : writeDuration(size, unit)}
          onChange={(duration) => {
            const read = readDuration(duration);
            const next = read.amount.replace('-', '');
            setEmpty(next === '');
            if (next !== '') {
              put(side, next, read.unit);
            }
          }}
        />
      )}
    </>
  );
}
