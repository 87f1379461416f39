import { Select } from '@fluentui/react-components';
import { useState } from 'react';
import { formatNumber } from '../../format/format';
import type { Condition } from './conditions';
import { Picker } from './Picker';
import { useFoundSegments } from './queries';
import { useScope } from './scope';
import { useSettled } from '../../parts/settled';
import { texts } from './texts';

const SETTLED = 150;

/** Whether somebody is in a segment: found by its name, with its source and how many are in it. */
export function SegmentFinder(props: {
  condition: Condition & { kind: 'segment' };
  onChange: (condition: Condition) => void;
}) {
  const { condition, onChange } = props;
  const { place } = useScope();
  const [search, setSearch] = useState('');
  const found = useFoundSegments(place.name, useSettled(search, SETTLED));
  return (
    <>
      <Select
        size="small"
        aria-label={texts.operator}
        value={condition.not ? 'not' : 'in'}
        onChange={(_, { value }) => onChange({ ...condition, not: value === 'not' })}
      >
        <option value="in">{texts.isIn}</option>
        <option value="not">{texts.isNotIn}</option>
      </Select>
      <Picker
        label={texts.lookForSegment}
        placeholder={texts.lookForSegment}
        choices={(found.data?.items ?? []).map((it) => ({
          key: it.name,
          text: it.name,
          detail: texts.segmentDetails(it.title, formatNumber(it.members)),
        }))}
        chosen={condition.name === undefined ? undefined : { key: condition.name, text: condition.name }}
        onSearch={setSearch}
        onChoose={(name) => onChange({ ...condition, name })}
      />
    </>
  );
}
