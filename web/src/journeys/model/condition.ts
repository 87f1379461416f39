/** A condition that can be chosen instead of written. */
export type Condition =
  | { of: 'segment'; segment: string; isIn: boolean }
  | { of: 'attribute'; column: string; operator: Operator; value: string }
  | { of: 'expression'; text: string };

export const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'starts with',
  'ends with',
  'is missing',
  'is not missing',
] as const;
export type Operator = (typeof OPERATORS)[number];

export const hasValue = (operator: Operator) => !operator.startsWith('is ');

/** The operators that fit a type. */
export const operatorsFor = (type: string): Operator[] =>
  type === 'boolean'
    ? ['=', '!=', 'is missing', 'is not missing']
    : OPERATORS.filter((it) => type === 'text' || !/contains|with/.test(it));

const SEGMENT = /^\s*(not\s+)?in\s+segment\s+'((?:[^']|'')*)'\s*$/i;
const COLUMN = String.raw`([A-Za-z_]\w*|"[^"]+")`;
const LITERAL = String.raw`(?:(?:date|timestamp)\s+)?('(?:[^']|'')*'|-?\d+(?:\.\d+)?|true|false)`;
const COMPARED = new RegExp(
  String.raw`^\s*${COLUMN}\s*(<=|>=|!=|=|<|>|\bcontains|\bstarts with|\bends with)\s*${LITERAL}\s*$`,
  'i',
);
const MISSING = new RegExp(String.raw`^\s*${COLUMN}\s+is\s+(not\s+)?missing\s*$`, 'i');
const WORDS = [
  'and',
  'or',
  'not',
  'in',
  'is',
  'any',
  'true',
  'false',
  'today',
  'now',
  'count',
  'sum',
  'avg',
  'min',
  'max',
];

const unquoted = (text: string) => text.slice(1, -1).replaceAll("''", "'");
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const column = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) && !WORDS.includes(name.toLowerCase()) ? name : `"${name}"`;
const bare = (name: string) => name.replace(/^"|"$/g, '');

/** Reads the text of a condition; what cannot be chosen stays text. */
export function readCondition(text: string): Condition {
  const segment = SEGMENT.exec(text);
  if (segment) {
    return { of: 'segment', segment: (segment[2] ?? '').replaceAll("''", "'"), isIn: segment[1] === undefined };
  }
  const missing = MISSING.exec(text);
  if (missing) {
    const operator = missing[2] === undefined ? 'is missing' : 'is not missing';
    return { of: 'attribute', column: bare(missing[1] ?? ''), operator, value: '' };
  }
  const compared = COMPARED.exec(text);
  if (compared) {
    const [, name = '', operator = '', literal = ''] = compared;
    return {
      of: 'attribute',
      column: bare(name),
      operator: operator.toLowerCase() as Operator,
      value: literal.startsWith("'") ? unquoted(literal) : literal,
    };
  }
  return { of: 'expression', text };
}

/** Writes a condition; a value is written as its column's type has it. */
export function writeCondition(condition: Condition, types: Record<string, string>): string {
  switch (condition.of) {
    case 'segment':
      return `${condition.isIn ? '' : 'not '}in segment ${quoted(condition.segment)}`;
    case 'attribute': {
      const { operator, value } = condition;
      const name = column(condition.column);
      return hasValue(operator)
        ? `${name} ${operator} ${literal(value, types[condition.column])}`
        : `${name} ${operator}`;
    }
    case 'expression':
      return condition.text;
  }
}

function literal(value: string, type: string | undefined): string {
  switch (type) {
    case 'date':
    case 'timestamp':
      return `${type} ${quoted(value)}`;
    case 'boolean':
      return value === 'false' ? 'false' : 'true';
    case 'integer':
    case 'decimal':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(value) ? value : quoted(value);
    default:
      return quoted(value);
  }
}
