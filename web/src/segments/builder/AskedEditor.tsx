import { Input, makeStyles, Select } from '@fluentui/react-components';
import { canAggregate } from './catalogue';
import { typeOf, type Asked, type Rows } from './conditions';
import { ManyLiterals, SpanInput } from './literals';
import { COUNTING, operatorsOf, shapeOf, type Operator } from './operators';
import { Picker } from './Picker';
import { useScope } from './scope';
import { texts } from './texts';
import type { Aggregation, Column, ColumnType, Literal, Property, Value } from './tree';
import { ValueInput } from './ValueInput';

const useStyles = makeStyles({
  line: { display: 'contents' },
  select: { maxWidth: '176px' },
});

interface Props {
  condition: Asked;
  onChange: (condition: Asked) => void;
}

/** What is said about a subject: how it compares, and with what. */
export function AskedEditor({ condition, onChange }: Props) {
  const styles = useStyles();
  const { subject } = condition;
  return (
    <span className={styles.line}>
      {subject.kind === 'property' && (
        <PropertyInput property={subject} onChange={(changed) => onChange(retyped(condition, changed))} />
      )}
      {subject.kind === 'rows' && <CountingSelect condition={condition} rows={subject} onChange={onChange} />}
      {(subject.kind !== 'rows' || subject.function !== 'count') && (
        <OperatorSelect condition={condition} onChange={onChange} />
      )}
      <Values condition={condition} onChange={onChange} />
    </span>
  );
}

/** With another property; what it was compared with stays where the type does. */
function retyped(condition: Asked, subject: Property): Asked {
  const isSame = typeOf(condition.subject) === subject.type;
  return isSame ? { ...condition, subject } : { ...condition, subject, operator: '=', values: [], span: undefined };
}

function PropertyInput(props: { property: Property; onChange: (property: Property) => void }) {
  const { property } = props;
  const types = Object.entries(texts.types) as [ColumnType, string][];
  const shown = property.type in texts.types ? property.type : 'decimal';
  return (
    <>
      <Input
        size="small"
        aria-label={texts.propertyName}
        placeholder={texts.propertyName}
        value={property.name}
        onChange={(_, { value }) => props.onChange({ ...property, name: value })}
      />
      <Select
        size="small"
        aria-label={texts.type}
        value={shown}
        onChange={(_, { value }) => props.onChange({ ...property, type: value as ColumnType })}
      >
        {types.map(([type, name]) => (
          <option key={type} value={type}>
            {name}
          </option>
        ))}
      </Select>
    </>
  );
}

const needsNothing = (operator: Operator) => shapeOf(operator) === 'nothing';

/** The same with another operator: it keeps what it can of what it compares with. */
function withOperator(condition: Asked, operator: Operator): Asked {
  const [before, after] = [shapeOf(condition.operator), shapeOf(operator)];
  const values = after === 'many' ? condition.values.filter((it) => it?.kind === 'literal') : condition.values;
  return {
    ...condition,
    operator,
    values: after === 'nothing' || after === 'span' ? [] : after === 'one' ? values.slice(0, 1) : values,
    span: after === 'span' ? (before === 'span' ? condition.span : { amount: 30, unit: 'days' }) : undefined,
  };
}

function OperatorSelect({ condition, onChange }: Props) {
  const styles = useStyles();
  const type = typeOf(condition.subject);
  return (
    <Select
      size="small"
      className={styles.select}
      aria-label={texts.operator}
      value={condition.operator}
      onChange={(_, { value }) => onChange(withOperator(condition, value as Operator))}
    >
      {operatorsOf(type, condition.operator).map((it) => (
        <option key={it} value={it}>
          {texts.operatorWords(it, type)}
        </option>
      ))}
    </Select>
  );
}

const AGGREGATIONS: Aggregation[] = ['sum', 'avg', 'min', 'max'];

/** How many rows there are, or what is made of a column of theirs. */
function CountingSelect(props: Props & { rows: Rows }) {
  const { condition, rows, onChange } = props;
  const counting = COUNTING.includes(condition.operator) ? COUNTING : [...COUNTING, condition.operator];
  const { catalogue, place } = useScope();
  const target = catalogue.related(place, rows.relation);
  const columns = target ? catalogue.columns(target) : [];
  const fitting = columns.filter((it) => rows.function !== 'count' && canAggregate(it.type, rows.function));
  const become = (word: string) => {
    const aggregation = AGGREGATIONS.find((it) => it === word);
    if (aggregation === undefined) {
      const isCounted = rows.function === 'count';
      const values = isCounted ? condition : { ...condition, values: [], span: undefined };
      onChange({
        ...withOperator(values, word as Operator),
        subject: { ...rows, function: 'count', column: undefined },
      });
    } else {
      const first = columns.find((it) => canAggregate(it.type, aggregation));
      const kept = rows.column && canAggregate(rows.column.type, aggregation) ? rows.column : first;
      const property: Property = { kind: 'property', type: 'decimal', name: '' };
      const column = kept ?? (target?.hasProperties ? property : undefined);
      onChange({ kind: 'asked', subject: { ...rows, function: aggregation, column }, operator: '>=', values: [] });
    }
  };
  return (
    <>
      <Select
        size="small"
        aria-label={texts.counting}
        value={rows.function === 'count' ? condition.operator : rows.function}
        onChange={(_, { value }) => become(value)}
      >
        <optgroup label={texts.counting}>
          {counting.map((it) => (
            <option key={it} value={it}>
              {texts.countWords(it)}
            </option>
          ))}
        </optgroup>
        <optgroup label={texts.ofColumn}>
          {AGGREGATIONS.map((it) => (
            <option key={it} value={it}>
              {texts.aggregations[it]}
            </option>
          ))}
        </optgroup>
      </Select>
      {rows.function !== 'count' && (
        <AggregatedColumn
          column={rows.column}
          columns={fitting}
          hasProperties={target?.hasProperties ?? false}
          onChange={(column) =>
            onChange({
              ...condition,
              subject: { ...rows, column },
              ...(column.type === rows.column?.type ? {} : { operator: '>=', values: [], span: undefined }),
            })
          }
        />
      )}
    </>
  );
}

function AggregatedColumn(props: {
  column: Column | Property | undefined;
  columns: Column[];
  hasProperties: boolean;
  onChange: (column: Column | Property) => void;
}) {
  const { column } = props;
  const choice = (it: Column) => ({ key: it.path.join('.'), text: it.path.join('.'), detail: it.type });
  const property = { key: ' property', text: texts.property };
  const chosen = column?.kind === 'property' ? property : column && choice(column);
  return (
    <>
      <Picker
        label={texts.column}
        choices={[...props.columns.map(choice), ...(props.hasProperties ? [property] : [])]}
        chosen={chosen}
        onChoose={(key) =>
          props.onChange(
            props.columns.find((it) => it.path.join('.') === key) ?? { kind: 'property', type: 'decimal', name: '' },
          )
        }
      />
      {column?.kind === 'property' && <PropertyInput property={column} onChange={props.onChange} />}
    </>
  );
}

function Values({ condition, onChange }: Props) {
  const { catalogue, place } = useScope();
  const { subject, operator, values } = condition;
  if (needsNothing(operator)) {
    return null;
  }
  const type = typeOf(subject);
  const target = subject.kind === 'rows' ? catalogue.related(place, subject.relation) : place;
  const column = subject.kind === 'rows' ? subject.column : subject;
  const source = target && column?.kind === 'column' ? catalogue.source(target, column.path) : undefined;
  const one = (at: number, label: string) => (
    <ValueInput
      label={label}
      type={type}
      source={source}
      value={values[at]}
      onChange={(value) => onChange({ ...condition, values: replaced(values, at, value) })}
    />
  );
  switch (shapeOf(operator)) {
    case 'two':
      return (
        <>
          {one(0, texts.low)} {texts.and} {one(1, texts.high)}
        </>
      );
    case 'many':
      return (
        <ManyLiterals
          type={type}
          values={values.filter((it): it is Literal => it?.kind === 'literal')}
          source={source}
          onChange={(many) => onChange({ ...condition, values: many })}
        />
      );
    case 'span':
      return <SpanInput span={condition.span} onChange={(span) => onChange({ ...condition, span })} />;
    default:
      return one(0, texts.value);
  }
}

function replaced(values: (Value | undefined)[], at: number, value: Value | undefined): (Value | undefined)[] {
  const changed = [...values];
  changed[at] = value;
  return Array.from(changed);
}
