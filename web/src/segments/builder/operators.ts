import type { ColumnType } from './tree';

/** What a condition says about its subject. */
export type Base =
  | '='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'between'
  | 'in'
  | 'contains'
  | 'starts with'
  | 'ends with'
  | 'within last'
  | 'within next'
  | 'anniversary today'
  | 'anniversary next'
  | 'missing'
  | 'holds'
  | 'any';

/** The same, or the opposite; that of a comparison is said by a group. */
export type Operator = Base | `not ${Base}`;

export const isNot = (operator: Operator) => operator.startsWith('not ');
export const baseOf = (operator: Operator) => (isNot(operator) ? operator.slice(4) : operator) as Base;

const ORDERING: readonly Base[] = ['<', '<=', '>', '>='];

/** The opposite of one that is there, where it has one. */
export const opposite = (base: Base): Operator | undefined => (ORDERING.includes(base) ? undefined : `not ${base}`);

/** What it compares with. */
export type Shape = 'nothing' | 'one' | 'two' | 'many' | 'span';

export function shapeOf(operator: Operator): Shape {
  switch (baseOf(operator)) {
    case 'between':
      return 'two';
    case 'in':
      return 'many';
    case 'within last':
    case 'within next':
    case 'anniversary next':
      return 'span';
    case 'anniversary today':
    case 'missing':
    case 'holds':
    case 'any':
      return 'nothing';
    default:
      return 'one';
  }
}

const NUMBERS: Operator[] = ['=', 'not =', '<', '<=', '>', '>=', 'between', 'not between', 'in', 'not in'];
const MISSING: Operator[] = ['missing', 'not missing'];

const BY_TYPE: Record<ColumnType, Operator[]> = {
  text: [
    ...(['=', 'not =', 'in', 'not in', 'contains', 'not contains', 'starts with', 'not starts with'] as const),
    ...(['ends with', 'not ends with'] as const),
    ...MISSING,
  ],
  integer: [...NUMBERS, ...MISSING],
  decimal: [...NUMBERS, ...MISSING],
  number: [...NUMBERS, ...MISSING],
  boolean: ['holds', 'not holds', '=', ...MISSING],
  date: times(),
  timestamp: times(),
  json: MISSING,
};

function times(): Operator[] {
  return [
    ...([
      'within last',
      'not within last',
      'within next',
      'not within next',
      '=',
      'not =',
      '<',
      '<=',
      '>',
      '>=',
    ] as const),
    ...(['between', 'not between', 'anniversary today', 'not anniversary today', 'anniversary next'] as const),
    ...(['not anniversary next', ...MISSING] as const),
  ];
}

/** What can be said of how many rows there are. */
export const COUNTING: Operator[] = ['any', 'not any', '>=', '<=', '=', '>', '<', 'between', 'not between', 'not ='];

/** What can be said of a value, in the order in which it is offered; always with what is said already. */
export function operatorsOf(type: ColumnType, present: Operator): Operator[] {
  const usual = BY_TYPE[type];
  return usual.includes(present) ? usual : [...usual, present];
}
