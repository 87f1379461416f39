import { describe, expect, test } from 'vitest';
import { countIncomplete, group, rule, type Condition, type Group } from './conditions';
import { fromTree } from './fromTree';
import { layOut, print } from './print';
import { toTree } from './toTree';
import type { Comparison, Tree } from './tree';
import cases from './trees.json';

interface Case {
  expression: string;
  printed: string;
  tree: Tree;
}

const all = cases as Case[];

/** What is compared with something that stands left of it says the same the other way round. */
const MIRRORED: Record<Comparison, Comparison> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function straight(tree: Tree): Tree {
  return tree.kind === 'compare' && tree.left.kind === 'literal' && tree.right.kind === 'column'
    ? { kind: 'compare', left: tree.right, comparison: MIRRORED[tree.comparison], right: tree.left }
    : tree;
}

const conditions = (whole: Group): Condition[] =>
  whole.rules.flatMap((part) => ('rules' in part ? conditions(part) : [part.value]));

describe.each(all)('$expression', ({ printed, tree }) => {
  test('is written as the server writes it', () => expect(print(tree)).toBe(printed));

  test('is the same after it was a tree of groups', () => {
    const there = fromTree(tree);
    const back = toTree(there);
    const asText = conditions(there).some((it) => it.kind === 'text');
    expect(asText ? back && print(back) : back).toEqual(asText ? printed : straight(tree));
    expect(countIncomplete(there)).toBe(0);
  });
});

test('next to nothing has no controls', () => {
  const texts = all.filter(({ tree }) => conditions(fromTree(tree)).some((it) => it.kind === 'text'));
  expect(texts.map((it) => it.expression)).toEqual([
    'sum(purchase.amount) > count(purchase)',
    '1 = 1',
    "today > date '2026-01-01'",
  ]);
});

test('what stands as a text keeps its meaning among others', () => {
  const city: Condition = {
    kind: 'asked',
    subject: { kind: 'column', type: 'text', path: ['city'] },
    operator: '=',
    values: [{ kind: 'literal', type: 'text', value: 'Graz' }],
  };
  const tree = toTree(group('and', [rule(city), rule({ kind: 'text', text: 'vip or 1 = 1' })], true));
  expect(tree && print(tree)).toBe("not (city = 'Graz' and (vip or 1 = 1))");
});

test('conditions that lack something are left out, and counted', () => {
  const half: Condition = {
    kind: 'asked',
    subject: { kind: 'column', type: 'text', path: ['city'] },
    operator: '=',
    values: [undefined],
  };
  const rows: Condition = {
    kind: 'asked',
    subject: { kind: 'rows', relation: 'purchase', function: 'count', where: group('and', [rule(half)]) },
    operator: 'any',
    values: [],
  };
  const whole = group('and', [rule(half), rule(rows), group('or', [], true), rule({ kind: 'segment', not: false })]);
  const tree = toTree(whole);
  expect(tree && print(tree)).toBe('any(purchase)');
  expect(countIncomplete(whole)).toBe(3);
});

test('numbers are written as the server writes them', () => {
  const written = ['007', '1.50', '-0.0', '10', '100.000', '0.5'].map((value) => {
    const tree = toTree(
      group('and', [
        rule({
          kind: 'asked',
          subject: { kind: 'column', type: 'decimal', path: ['x'] },
          operator: '=',
          values: [{ kind: 'literal', type: 'decimal', value }],
        }),
      ]),
    );
    return tree && print(tree);
  });
  expect(written).toEqual(['x = 7', 'x = 1.5', 'x = 0', 'x = 10', 'x = 100', 'x = 0.5']);
});

test('a long text has a condition a line', () => {
  const long = all.find((it) => it.expression.startsWith('sum(purchase.amount where'))?.tree;
  expect(long && layOut(long)).toBe(
    "sum(purchase.amount where bought within last 1 year) > 150\nand not in segment 'It''s VIP'",
  );
});
