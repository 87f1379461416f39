import { expect, test } from 'vitest';
import { formatDistance } from './format';

const now = Date.parse('2026-12-24T12:00:00Z');

test.each([
  ['2026-12-24T12:00:00Z', 'now'],
  ['2026-12-24T12:00:01.2Z', 'now'], // another clock is a little ahead
  ['2026-12-24T11:59:59.9Z', 'now'],
  ['2026-12-24T11:59:57Z', '3 seconds ago'],
  ['2026-12-24T11:30:00Z', '30 minutes ago'],
  ['2026-12-26T12:00:00Z', 'in 2 days'],
])('%s is %s', (value, words) => {
  expect(formatDistance(value, now)).toBe(words);
});
