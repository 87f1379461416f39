import { isComplete, isGroup, type Asked, type Condition, type Group, type Rule, type Subject } from './conditions';
import { baseOf, isNot, type Base } from './operators';
import type { Literal, Operand, Related, Tree, Value } from './tree';

/** What a group of conditions says; nothing where it has none. Conditions that lack something are left out. */
export function toTree(whole: Group): Tree | undefined {
  const parts = whole.rules.map(treeOf).filter((part) => part !== undefined);
  const [first] = parts;
  if (first === undefined) {
    return undefined;
  }
  const joined: Tree = parts.length === 1 ? first : { kind: whole.combinator === 'or' ? 'or' : 'and', parts };
  return whole.not ? { kind: 'not', inner: joined } : joined;
}

export function treeOf(part: Rule | Group): Tree | undefined {
  if (isGroup(part)) {
    return toTree(part);
  }
  return isComplete(part.value) ? conditionTree(part.value) : undefined;
}

function conditionTree(condition: Condition): Tree | undefined {
  switch (condition.kind) {
    case 'empty':
      return undefined;
    case 'text':
      return { kind: 'text', text: condition.text.trim() };
    case 'segment':
      return negatedIf(condition.not, { kind: 'segment', name: condition.name ?? '' });
    case 'asked':
      return negatedIf(isNot(condition.operator), askedTree(condition, baseOf(condition.operator)));
  }
}

const negatedIf = (not: boolean, tree: Tree | undefined): Tree | undefined =>
  not && tree ? { kind: 'not', inner: tree } : tree;

function askedTree(condition: Asked, base: Base): Tree | undefined {
  const value = operandOf(condition.subject);
  const given = condition.values.filter((it) => it !== undefined).map(canonical);
  const [one, two] = given;
  const { span } = condition;
  switch (base) {
    case '=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return one && { kind: 'compare', left: value, comparison: base, right: one };
    case 'between':
      return one && two && { kind: 'between', value, low: one, high: two };
    case 'in':
      return { kind: 'one-of', value, options: given.filter((it): it is Literal => it.kind === 'literal') };
    case 'contains':
    case 'starts with':
    case 'ends with':
      return one && { kind: 'match', value, match: base, text: one };
    case 'within last':
    case 'within next':
      return span && { kind: 'within', value, next: base === 'within next', span };
    case 'anniversary today':
      return { kind: 'anniversary', value };
    case 'anniversary next':
      return span && { kind: 'anniversary', value, next: span };
    case 'missing':
      return { kind: 'missing', value };
    case 'holds':
      return { kind: 'holds', value };
    case 'any':
      return value.kind === 'count' ? { ...value, kind: 'any' } : undefined;
  }
}

function operandOf(subject: Subject): Operand {
  if (subject.kind !== 'rows') {
    return subject;
  }
  const where = toTree(subject.where);
  const related: Related = {
    relation: subject.relation,
    ...(subject.ever ? { ever: true } : {}),
    ...(where ? { where } : {}),
  };
  return subject.function === 'count' || subject.column === undefined
    ? { kind: 'count', ...related }
    : { kind: 'aggregate', function: subject.function, column: subject.column, ...related };
}

/** Numbers as the server writes them. */
function canonical(value: Value): Value {
  if (value.kind !== 'literal' || !/^-?\d+(\.\d+)?$/.test(value.value) || value.type === 'text') {
    return value;
  }
  const written = value.value
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return { ...value, value: written === '-0' ? '0' : written };
}
