import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { texts } from '../../tiles/texts';
import { useAbout } from '../editor/about';
import {
  hasValue,
  operatorsFor,
  readCondition,
  writeCondition,
  type Condition,
  type Operator,
} from '../model/condition';
import { ExpressionField, Fulfil } from './ExpressionField';
import { SegmentField } from './SegmentField';

/** A condition on the people of a journey: on an attribute, on a segment, or any expression. */
export function ConditionField(props: { value: string; onChange: (condition: string) => void }) {
  const { types } = useAbout();
  const read = readCondition(props.value);
  const [chosen, setChosen] = useState<Condition['of']>(props.value === '' ? 'attribute' : read.of);
  // What was written as an expression is not taken away from whoever writes it, though it could be chosen now.
  const of = read.of === 'expression' && props.value !== '' ? 'expression' : chosen;
  const put = (condition: Condition) => props.onChange(writeCondition(condition, types));
  return (
    <>
      <Field label={texts.conditionOf}>
        <RadioGroup
          layout="horizontal"
          value={of}
          onChange={(_, { value }) => {
            setChosen(value as Condition['of']);
            if (value !== 'expression' && read.of !== value) {
              props.onChange('');
            }
          }}
        >
          {Object.entries(texts.conditions).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </RadioGroup>
      </Field>
      {of === 'attribute' && <Attribute condition={read} put={put} />}
      {of === 'segment' && <OfSegment condition={read} put={put} />}
      {of === 'expression' && <ExpressionField value={props.value} onChange={props.onChange} />}
      {of !== 'expression' && props.value !== '' && <Fulfil value={props.value} />}
    </>
  );
}

interface Part {
  condition: Condition;
  put: (condition: Condition) => void;
}

function OfSegment({ condition, put }: Part) {
  const { segment, isIn } = condition.of === 'segment' ? condition : { segment: '', isIn: true };
  const choose = (name: string) => put({ of: 'segment', segment: name, isIn });
  return (
    <>
      <SegmentField segment={segment} onChange={choose} />
      {segment !== '' && (
        <Select
          aria-label={texts.isIn}
          value={isIn ? 'in' : 'out'}
          onChange={(_, { value }) => put({ of: 'segment', segment, isIn: value === 'in' })}
        >
          <option value="in">{texts.isInSegment}</option>
          <option value="out">{texts.isNotInSegment}</option>
        </Select>
      )}
    </>
  );
}

const INPUTS: Record<string, 'date' | 'number'> = {
  date: 'date',
  integer: 'number',
  decimal: 'number',
  number: 'number',
};

function Attribute({ condition, put }: Part) {
  const { types } = useAbout();
  const own = Object.keys(types).filter((it) => !it.includes('.') && types[it] !== 'json');
  const it =
    condition.of === 'attribute'
      ? condition
      : { of: 'attribute' as const, column: '', operator: '=' as Operator, value: '' };
  const type = types[it.column] ?? 'text';
  const columns = own.includes(it.column) ? own : [it.column, ...own];
  const columnOf = (column: string) => {
    const fits = operatorsFor(types[column] ?? 'text').includes(it.operator);
    put({ ...it, column, operator: fits ? it.operator : '=', value: types[column] === type ? it.value : '' });
  };
  return (
    <>
      <Field label={texts.conditions.attribute} required>
        <Select value={it.column} onChange={(_, { value }) => columnOf(value)}>
          {columns.map((column) => (
            <option key={column}>{column}</option>
          ))}
        </Select>
      </Field>
      {it.column !== '' && (
        <Field label={texts.operator}>
          <Select value={it.operator} onChange={(_, { value }) => put({ ...it, operator: value as Operator })}>
            {operatorsFor(type).map((operator) => (
              <option key={operator}>{operator}</option>
            ))}
          </Select>
        </Field>
      )}
      {it.column !== '' && hasValue(it.operator) && (
        <Field label={texts.value} required>
          {type === 'boolean' ? (
            <Select value={it.value || 'true'} onChange={(_, { value }) => put({ ...it, value })}>
              <option value="true">{texts.yes}</option>
              <option value="false">{texts.no}</option>
            </Select>
          ) : (
            <Input
              type={INPUTS[type] ?? 'text'}
              step="any"
              value={it.value}
              onChange={(_, { value }) => put({ ...it, value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
