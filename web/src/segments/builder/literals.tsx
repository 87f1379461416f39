import { Input, makeStyles, mergeClasses, Select, Tag, TagGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Source } from './catalogue';
import { SuggestInput } from './SuggestInput';
import { texts } from './texts';
import { UNITS, type ColumnType, type Literal, type Span, type Unit } from './tree';

const useStyles = makeStyles({
  short: { width: '120px' },
  time: { width: '170px' },
  amount: { width: '80px' },
  many: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  line: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
});

interface LiteralProps {
  label: string;
  type: ColumnType;
  value: Literal | undefined;
  source: Source | undefined;
  onChange: (value: Literal | undefined) => void;
}

/** A fixed value, in the control of its type. */
export function LiteralInput(props: LiteralProps) {
  const styles = useStyles();
  const { type, value } = props;
  const give = (text: string) => props.onChange(text === '' ? undefined : { kind: 'literal', type, value: text });
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'number':
      return <NumberInput {...props} />;
    case 'boolean':
      return (
        <Select size="small" aria-label={props.label} value={value?.value ?? ''} onChange={(_, it) => give(it.value)}>
          <option value="" />
          <option value="true">{texts.yes}</option>
          <option value="false">{texts.no}</option>
        </Select>
      );
    case 'date':
      return (
        <Input
          size="small"
          className={styles.time}
          type="date"
          aria-label={props.label}
          value={value?.value ?? ''}
          onChange={(_, it) => give(it.value)}
        />
      );
    case 'timestamp':
      return <InstantInput {...props} />;
    default:
      return <SuggestInput label={props.label} value={value?.value} source={props.source} onChange={give} />;
  }
}

const NUMBERS: Partial<Record<ColumnType, RegExp>> = { integer: /^-?\d{1,19}$/ };
const DECIMAL = /^-?\d{1,19}(\.\d{1,9})?$/;

function NumberInput(props: LiteralProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const shown = props.value?.value ?? typed;
  const isNumber = (text: string) => (NUMBERS[props.type] ?? DECIMAL).test(text);
  return (
    <Input
      size="small"
      className={styles.short}
      inputMode="decimal"
      aria-label={props.label}
      aria-invalid={shown !== '' && props.value === undefined}
      title={shown !== '' && props.value === undefined ? texts.noNumber : undefined}
      value={shown}
      onChange={(_, { value }) => {
        const text = value.trim();
        setTyped(text);
        props.onChange(isNumber(text) ? { kind: 'literal', type: props.type, value: text } : undefined);
      }}
    />
  );
}

const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/** An instant, in UTC; one that is finer than seconds is left as it is written. */
function InstantInput(props: LiteralProps) {
  const styles = useStyles();
  const text = props.value?.value ?? '';
  const isFine = text !== '' && !SECONDS.test(text);
  const give = (value: string) =>
    props.onChange(value === '' ? undefined : { kind: 'literal', type: 'timestamp', value });
  return isFine ? (
    <Input size="small" aria-label={props.label} value={text} onChange={(_, { value }) => give(value)} />
  ) : (
    <Input
      size="small"
      className={mergeClasses(styles.time)}
      type="datetime-local"
      step={1}
      aria-label={props.label}
      value={text.replace(/Z$/, '')}
      onChange={(_, { value }) => give(value === '' ? '' : `${value.length === 16 ? `${value}:00` : value}Z`)}
    />
  );
}

/** Several fixed values: each is added with Enter, or as soon as it is chosen. */
export function ManyLiterals(props: {
  type: ColumnType;
  values: Literal[];
  source: Source | undefined;
  onChange: (values: Literal[]) => void;
}) {
  const styles = useStyles();
  const { type, values } = props;
  const [next, setNext] = useState<Literal>();
  const add = (value: Literal | undefined) => {
    setNext(undefined);
    if (value !== undefined && !values.some((it) => it.value === value.value)) {
      props.onChange([...values, value]);
    }
  };
  return (
    <div
      className={styles.many}
      onKeyDown={(event) => event.key === 'Enter' && !event.defaultPrevented && add(next)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && add(next)}
    >
      {values.length > 0 && (
        <TagGroup
          aria-label={texts.values}
          size="small"
          onDismiss={(_, { value }) => props.onChange(values.filter((it) => it.value !== value))}
        >
          {values.map(({ value }) => (
            <Tag
              key={value}
              value={value}
              dismissible
              dismissIcon={{ 'aria-label': texts.removeValue(value) }}
              appearance="outline"
            >
              {value === '' ? texts.emptyText : value}
            </Tag>
          ))}
        </TagGroup>
      )}
      {type === 'text' ? (
        <SuggestInput
          label={texts.addValue}
          value={next?.value}
          source={props.source}
          onChange={(value) => setNext(value === '' ? undefined : { kind: 'literal', type, value })}
          onChoose={(value) => add({ kind: 'literal', type, value })}
        />
      ) : (
        <LiteralInput label={texts.addValue} type={type} value={next} source={props.source} onChange={setNext} />
      )}
    </div>
  );
}

/** A length of time. */
export function SpanInput(props: { span: Span | undefined; onChange: (span: Span) => void }) {
  const styles = useStyles();
  const { amount, unit } = props.span ?? { amount: 1, unit: 'days' as const };
  const [typed, setTyped] = useState<string>();
  return (
    <span className={styles.line}>
      <Input
        size="small"
        className={styles.amount}
        type="number"
        min={0}
        aria-label={texts.amount}
        value={typed ?? String(amount)}
        onBlur={() => setTyped(undefined)}
        onChange={(_, { value }) => {
          const isAmount = /^\d{1,9}$/.test(value);
          setTyped(isAmount ? undefined : value);
          if (isAmount) {
            props.onChange({ amount: Number(value), unit });
          }
        }}
      />
      <Select
        size="small"
        aria-label={texts.unit}
        value={unit}
        onChange={(_, { value }) => props.onChange({ amount, unit: value as Unit })}
      >
        {UNITS.map((it) => (
          <option key={it} value={it}>
            {texts.units[it]}
          </option>
        ))}
      </Select>
    </span>
  );
}
