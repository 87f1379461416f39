import { group, rule, type Asked, type Condition, type Group, type Rule, type Subject } from './conditions';
import { opposite, type Base, type Operator } from './operators';
import { print } from './print';
import type { Comparison, Operand, Related, Span, Tree, Value } from './tree';

const MIRRORED: Record<Comparison, Comparison> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** An expression as a group of conditions: the outermost is always one. */
export function fromTree(tree: Tree): Group {
  const part = partOf(tree);
  return 'rules' in part ? part : group('and', [part]);
}

function partOf(tree: Tree): Rule | Group {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return group(tree.kind, tree.parts.map(partOf));
    case 'not':
      return negated(tree.inner);
    default:
      return rule(conditionOf(tree, false) ?? { kind: 'text', text: print(tree) });
  }
}

function negated(inner: Tree): Rule | Group {
  if (inner.kind === 'and' || inner.kind === 'or') {
    return group(inner.kind, inner.parts.map(partOf), true);
  }
  const condition = conditionOf(inner, true);
  return condition ? rule(condition) : group('and', [partOf(inner)], true);
}

/** A condition, or its opposite; nothing where there are no controls for that. */
function conditionOf(tree: Tree, not: boolean): Condition | undefined {
  switch (tree.kind) {
    case 'compare': {
      const straight = asked(not, tree.left, tree.comparison, [tree.right]);
      return straight ?? asked(not, tree.right, MIRRORED[tree.comparison], [tree.left]);
    }
    case 'between':
      return asked(not, tree.value, 'between', [tree.low, tree.high]);
    case 'one-of':
      return asked(not, tree.value, 'in', tree.options);
    case 'match':
      return asked(not, tree.value, tree.match, [tree.text]);
    case 'missing':
      return asked(not, tree.value, 'missing', []);
    case 'within':
      return asked(not, tree.value, tree.next ? 'within next' : 'within last', [], tree.span);
    case 'anniversary':
      return asked(not, tree.value, tree.next ? 'anniversary next' : 'anniversary today', [], tree.next);
    case 'segment':
      return { kind: 'segment', name: tree.name, not };
    case 'any':
      return asked(not, { ...tree, kind: 'count' }, 'any', []);
    case 'holds':
      return asked(not, tree.value, 'holds', []);
    default:
      return undefined;
  }
}

function asked(not: boolean, left: Operand, base: Base, right: Operand[], span?: Span): Asked | undefined {
  const subject = subjectOf(left);
  const operator: Operator | undefined = not ? opposite(base) : base;
  const values = right.filter(isValue);
  return subject && operator && values.length === right.length
    ? { kind: 'asked', subject, operator, values, span }
    : undefined;
}

const isValue = (operand: Operand): operand is Value => operand.kind !== 'count' && operand.kind !== 'aggregate';

function subjectOf(operand: Operand): Subject | undefined {
  switch (operand.kind) {
    case 'column':
    case 'property':
      return operand;
    case 'count':
      return { ...rowsOf(operand), function: 'count' };
    case 'aggregate':
      return { ...rowsOf(operand), function: operand.function, column: operand.column };
    default:
      return undefined;
  }
}

function rowsOf({ relation, ever, where }: Related) {
  return { kind: 'rows' as const, relation, ever, where: where ? fromTree(where) : group('and', []) };
}
