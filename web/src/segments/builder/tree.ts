/** The segment language's expressions as the server reads them: what is right it alone says. */

export type ColumnType = 'text' | 'integer' | 'decimal' | 'number' | 'boolean' | 'date' | 'timestamp' | 'json';

export const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
export type Unit = (typeof UNITS)[number];

/** A length of time; negative goes back. */
export interface Span {
  amount: number;
  unit: Unit;
}

/** Rows that are asked about together: of another table, or of what happened to somebody. */
export interface Related {
  relation: string;
  /** In a step of a journey: all there ever were, not only those of the current run. */
  ever?: boolean;
  where?: Tree;
}

export interface Column {
  kind: 'column';
  type: ColumnType;
  /** A column of the row itself, or a relation to one other row and a column of that. */
  path: string[];
}

export interface Property {
  kind: 'property';
  type: ColumnType;
  name: string;
}

export interface Literal {
  kind: 'literal';
  type: ColumnType;
  /** As it is written, without quotes. */
  value: string;
}

/** What stands by itself for a value. */
export type Value =
  | Column
  | Property
  | Literal
  | { kind: 'today'; type?: ColumnType }
  | { kind: 'now'; type?: ColumnType }
  | { kind: 'shifted'; type?: ColumnType; span: Span };

export type Aggregation = 'sum' | 'avg' | 'min' | 'max';

export type Operand =
  | Value
  | ({ kind: 'count' } & Related)
  | ({ kind: 'aggregate'; function: Aggregation; column: Column | Property } & Related);

export type Comparison = '=' | '<' | '<=' | '>' | '>=';
export type Match = 'contains' | 'starts with' | 'ends with';

export type Tree =
  | { kind: 'and' | 'or'; parts: Tree[] }
  | { kind: 'not'; inner: Tree }
  | { kind: 'compare'; left: Operand; comparison: Comparison; right: Operand }
  | { kind: 'between'; value: Operand; low: Operand; high: Operand }
  | { kind: 'one-of'; value: Operand; options: Literal[] }
  | { kind: 'match'; value: Operand; match: Match; text: Operand }
  | { kind: 'missing'; value: Operand }
  | { kind: 'within'; value: Operand; next: boolean; span: Span }
  | { kind: 'anniversary'; value: Operand; next?: Span }
  | { kind: 'segment'; name: string }
  | ({ kind: 'any' } & Related)
  | { kind: 'holds'; value: Operand }
  /** Only here, never from the server: what stands as a text. */
  | { kind: 'text'; text: string };
