import { INTERACTION_NAMES, type Place } from './catalogue';
import { group, rule, type Asked, type Condition, type Subject } from './conditions';
import { COUNTING, type Operator } from './operators';
import { Picker, type Choice } from './Picker';
import { useScope, type Scope } from './scope';
import { texts } from './texts';
import type { ColumnType } from './tree';

/** What can be asked about the rows of a table, each with the condition that it begins with. */
function begins({ catalogue, place }: Scope): (Choice & { begin: () => Condition })[] {
  const columns = catalogue.columns(place).map((column) => ({
    key: `column ${column.path.join('.')}`,
    text: column.path.join('.'),
    group: texts.columnsOf(column.path.length > 1 ? (column.path[0] ?? '') : shortName(place)),
    detail: column.type,
    begin: () => asked(column, usual(column.type)),
  }));
  const rows = (relation: string, name: string) => ({
    key: `rows ${relation}`,
    text: relation,
    group: name,
    begin: () => rowsOf(relation),
  });
  return [
    ...columns,
    ...(place.hasProperties
      ? [
          {
            key: 'property',
            text: texts.property,
            group: texts.columnsOf(shortName(place)),
            begin: () => asked({ kind: 'property', type: 'text', name: '' }, '='),
          },
        ]
      : []),
    ...Object.keys(place.toMany).map((relation) => rows(relation, texts.relatedRows)),
    ...(place.isAudience
      ? [
          {
            key: 'segment',
            text: texts.lookForSegment,
            group: texts.segment,
            begin: () => ({ kind: 'segment' as const, not: false }),
          },
          ...INTERACTION_NAMES.map((relation) => rows(relation, texts.interactions)),
          { ...rows('event', texts.events), begin: happened },
        ]
      : []),
    { key: 'text', text: texts.textCondition, group: texts.asText, begin: () => ({ kind: 'text' as const, text: '' }) },
  ];
}

const shortName = (place: Place) => place.name.replace(/^interaction:/, '');

const asked = (subject: Subject, operator: Operator): Asked => ({
  kind: 'asked',
  subject,
  operator,
  values: [],
  span: operator === 'within last' ? { amount: 30, unit: 'days' } : undefined,
});

const rowsOf = (relation: string) =>
  asked({ kind: 'rows', relation, function: 'count', where: group('and', []) }, COUNTING[0] ?? 'any');

/** An event is asked about by its name. */
function happened(): Asked {
  const name = rule(asked({ kind: 'column', type: 'text', path: ['name'] }, '='));
  return asked({ kind: 'rows', relation: 'event', function: 'count', where: group('and', [name]) }, 'any');
}

function usual(type: ColumnType): Operator {
  switch (type) {
    case 'text':
      return '=';
    case 'boolean':
      return 'holds';
    case 'date':
    case 'timestamp':
      return 'within last';
    case 'json':
      return 'not missing';
    default:
      return '>=';
  }
}

/** What a condition is about now, as it is shown. */
function chosen(condition: Condition): Choice | undefined {
  switch (condition.kind) {
    case 'empty':
      return undefined;
    case 'segment':
      return { key: 'segment', text: texts.segment };
    case 'text':
      return { key: 'text', text: texts.asText };
    case 'asked':
      switch (condition.subject.kind) {
        case 'column': {
          const text = condition.subject.path.join('.');
          return { key: `column ${text}`, text };
        }
        case 'property':
          return { key: 'property', text: texts.property };
        case 'rows':
          return { key: `rows ${condition.subject.relation}`, text: condition.subject.relation };
      }
  }
}

/** Chooses what a condition is about; it begins anew then. */
export function SubjectPicker(props: { condition: Condition; onChange: (condition: Condition) => void }) {
  const all = begins(useScope());
  return (
    <Picker
      label={texts.subject}
      placeholder={texts.chooseSubject}
      choices={all}
      chosen={chosen(props.condition)}
      autoFocus={props.condition.kind === 'empty'}
      onChoose={(key) => {
        const begin = all.find((it) => it.key === key)?.begin();
        if (begin && key !== chosen(props.condition)?.key) {
          props.onChange(begin);
        }
      }}
    />
  );
}
