import { generateID, type RuleGroupType, type RuleType } from 'react-querybuilder';
import { shapeOf, type Operator } from './operators';
import type { Aggregation, Column, ColumnType, Property, Span, Value } from './tree';

/** Rows that belong to somebody, and what of them is looked at. */
export interface Rows {
  kind: 'rows';
  relation: string;
  ever?: boolean | undefined;
  function: 'count' | Aggregation;
  /** What is summed or compared; of a count nothing. */
  column?: Column | Property | undefined;
  where: Group;
}

/** What a condition is about. */
export type Subject = Column | Property | Rows;

/** A condition about a subject; complete as soon as it has what its operator compares with. */
export interface Asked {
  kind: 'asked';
  subject: Subject;
  operator: Operator;
  values: (Value | undefined)[];
  span?: Span | undefined;
}

export type Condition =
  | { kind: 'empty' }
  | Asked
  | { kind: 'segment'; name?: string | undefined; not: boolean }
  /** What has no controls, as it is written. */
  | { kind: 'text'; text: string };

/** A condition as a rule of the query builder, which looks after the tree; what it says stands in its value. */
export type Rule = RuleType<string, string, Condition>;
export type Group = RuleGroupType<Rule>;

export const rule = (value: Condition): Rule => ({ id: generateID(), field: value.kind, operator: '', value });

export const group = (combinator: 'and' | 'or', rules: (Rule | Group)[], not = false): Group => ({
  id: generateID(),
  combinator,
  rules,
  not,
});

export const isGroup = (part: Rule | Group): part is Group => 'rules' in part;

/** The type of what a subject is compared with. */
export function typeOf(subject: Subject): ColumnType {
  if (subject.kind !== 'rows') {
    return subject.type;
  }
  const type = subject.column?.type ?? 'decimal';
  switch (subject.function) {
    case 'count':
      return 'integer';
    case 'avg':
      return 'decimal';
    case 'sum':
      return type === 'integer' ? 'integer' : 'decimal';
    case 'min':
    case 'max':
      return type;
  }
}

const isGiven = (value: Value | undefined) => value !== undefined && !(value.kind === 'property' && value.name === '');

/** Whether a condition says all that it needs, those of its rows aside. */
export function isComplete(condition: Condition): boolean {
  switch (condition.kind) {
    case 'empty':
      return false;
    case 'segment':
      return condition.name !== undefined;
    case 'text':
      return condition.text.trim() !== '';
    case 'asked':
      return hasSubject(condition.subject) && hasValues(condition);
  }
}

function hasSubject(subject: Subject): boolean {
  return subject.kind === 'rows' ? subject.function === 'count' || isGiven(subject.column) : isGiven(subject);
}

function hasValues({ operator, values, span }: Asked): boolean {
  switch (shapeOf(operator)) {
    case 'nothing':
      return true;
    case 'one':
      return isGiven(values[0]);
    case 'two':
      return isGiven(values[0]) && isGiven(values[1]);
    case 'many':
      return values.some(isGiven);
    case 'span':
      return span !== undefined;
  }
}

/** How many conditions lack something, related rows' own included. */
export function countIncomplete(whole: Group): number {
  return whole.rules.reduce((count, part) => {
    if (isGroup(part)) {
      return count + countIncomplete(part);
    }
    const { value } = part;
    const inside = value.kind === 'asked' && value.subject.kind === 'rows' ? countIncomplete(value.subject.where) : 0;
    return count + inside + (isComplete(value) ? 0 : 1);
  }, 0);
}

/** What stays the same while a value is typed: edits of one shape, close together, are one step of undo. */
export function shape(whole: Group): string {
  const parts = whole.rules.map((part) => {
    if (isGroup(part)) {
      return shape(part);
    }
    const { value } = part;
    if (value.kind !== 'asked') {
      return `${part.id}${value.kind}`;
    }
    const inside = value.subject.kind === 'rows' ? `${value.subject.function}${shape(value.subject.where)}` : '';
    return `${part.id}${value.operator}${value.values.map((it) => it?.kind).join()}${inside}`;
  });
  return `${whole.combinator}${whole.not}(${parts.join()})`;
}
