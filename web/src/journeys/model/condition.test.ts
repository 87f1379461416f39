import { expect, test } from 'vitest';
import { readCondition, writeCondition, type Condition } from './condition';

const TYPES = { country: 'text', points: 'integer', joined: 'date', opted_in: 'boolean', 'my name': 'text' };

test.each<[string, Condition]>([
  ["in segment 'Gold'", { of: 'segment', segment: 'Gold', isIn: true }],
  ["not in segment 'Ann''s'", { of: 'segment', segment: "Ann's", isIn: false }],
  ["country = 'DE'", { of: 'attribute', column: 'country', operator: '=', value: 'DE' }],
  ["country starts with 'D'", { of: 'attribute', column: 'country', operator: 'starts with', value: 'D' }],
  ['points >= -12', { of: 'attribute', column: 'points', operator: '>=', value: '-12' }],
  ["joined < date '2026-01-31'", { of: 'attribute', column: 'joined', operator: '<', value: '2026-01-31' }],
  ['opted_in = true', { of: 'attribute', column: 'opted_in', operator: '=', value: 'true' }],
  ['"my name" is not missing', { of: 'attribute', column: 'my name', operator: 'is not missing', value: '' }],
  ['any(opened)', { of: 'expression', text: 'any(opened)' }],
  ["country = 'DE' and points > 1", { of: 'expression', text: "country = 'DE' and points > 1" }],
  ['points > now', { of: 'expression', text: 'points > now' }],
])('%s is read and written', (text, condition) => {
  expect(readCondition(text)).toEqual(condition);
  expect(writeCondition(condition, TYPES)).toBe(text);
});
