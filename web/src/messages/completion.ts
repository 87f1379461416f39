import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Schemas } from '../api/client';

const HELPERS = [
  'default',
  'eq',
  'ne',
  'lt',
  'gt',
  'and',
  'or',
  'not',
  'date',
  'number',
  'currency',
  'upper',
  'lower',
  'if',
  'unless',
  'each',
];

/** Suggests columns and helpers within `{{ }}`. */
export function completion(tables: Schemas['Table'][]) {
  const options = [
    ...tables.flatMap((table) =>
      Object.entries(table.columns).map(([column, type]) => ({
        label: `${table.name}.${column}`,
        detail: type,
        type: 'property',
      })),
    ),
    ...HELPERS.map((label) => ({ label, type: 'function' })),
  ];
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/\{\{[^{}]*/);
    const word = context.matchBefore(/[\w.]*/);
    return before === null || word === null ? null : { from: word.from, options };
  };
}
