import type { Operand, Related, Span, Tree } from './tree';

/** The words that cannot stand for a name without quotes. */
const RESERVED = new Set(['and', 'or', 'not', 'in', 'is', 'between', 'where', 'ever', 'true', 'false', 'today', 'now']);
const WORD = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const WIDE = 80;

export const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const printName = (name: string) =>
  WORD.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;

export const printSpan = ({ amount, unit }: Span) => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;

/** An expression in the segment language, as the server writes it. */
export function print(tree: Tree): string {
  switch (tree.kind) {
    case 'or':
      return tree.parts
        .map((part) => (part.kind === 'or' || part.kind === 'text' ? nested(part) : print(part)))
        .join(' or ');
    case 'and':
      return tree.parts.map(tight).join(' and ');
    case 'not':
      return `not ${tight(tree.inner)}`;
    case 'compare':
      return `${printOperand(tree.left)} ${tree.comparison} ${printOperand(tree.right)}`;
    case 'between':
      return `${printOperand(tree.value)} between ${printOperand(tree.low)} and ${printOperand(tree.high)}`;
    case 'one-of':
      return `${printOperand(tree.value)} in (${tree.options.map(printOperand).join(', ')})`;
    case 'match':
      return `${printOperand(tree.value)} ${tree.match} ${printOperand(tree.text)}`;
    case 'missing':
      return `${printOperand(tree.value)} is missing`;
    case 'within':
      return `${printOperand(tree.value)} within ${tree.next ? 'next' : 'last'} ${printSpan(tree.span)}`;
    case 'anniversary':
      return `anniversary of ${printOperand(tree.value)} ${tree.next ? `within next ${printSpan(tree.next)}` : 'is today'}`;
    case 'segment':
      return `in segment ${quote(tree.name)}`;
    case 'any':
      return `any(${printRelated(tree)})`;
    case 'holds':
      return printOperand(tree.value);
    case 'text':
      return tree.text;
  }
}

/** The same, each of the conditions that it begins with on a line of its own where they are long together. */
export function layOut(tree: Tree): string {
  const line = print(tree);
  if (line.length <= WIDE || (tree.kind !== 'and' && tree.kind !== 'or')) {
    return line;
  }
  return tree.parts
    .map((part) => (tree.kind === 'and' ? tight(part) : print({ ...tree, parts: [part] })))
    .join(`\n${tree.kind} `);
}

const nested = (tree: Tree) => `(${print(tree)})`;

const tight = (tree: Tree) =>
  tree.kind === 'or' || tree.kind === 'and' || tree.kind === 'text' ? nested(tree) : print(tree);

export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'column':
      return operand.path.map(printName).join('.');
    case 'property':
      return `properties.${printName(operand.name)}`;
    case 'literal':
      switch (operand.type) {
        case 'text':
        case 'json':
          return quote(operand.value);
        case 'date':
        case 'timestamp':
          return `${operand.type} ${quote(operand.value)}`;
        default:
          return operand.value;
      }
    case 'today':
    case 'now':
      return operand.kind;
    case 'shifted': {
      const { amount, unit } = operand.span;
      return amount < 0 ? `${printSpan({ amount: -amount, unit })} ago` : `${printSpan({ amount, unit })} from now`;
    }
    case 'count':
      return `count(${printRelated(operand)})`;
    case 'aggregate':
      return `${operand.function}(${printRelated(operand, `.${printOperand(operand.column)}`)})`;
  }
}

function printRelated({ relation, ever, where }: Related, column = ''): string {
  return `${ever ? 'ever ' : ''}${printName(relation)}${column}${where ? ` where ${print(where)}` : ''}`;
}
