import { expect, test } from 'vitest';
import { hasAnswers, numbersOf } from './numbers';

const step = {
  id: '1',
  kind: 'email',
  inflow: 10,
  here: 0,
  sent: 7,
  deferred: 0,
  blocked: { 'no-address': 3, capped: 0 },
  responses: {},
};

test('a tile that sends says what it sent, and what not and why', () => {
  const { steps } = numbersOf({ entered: 10, inside: 2, left: {}, steps: [step, { ...step, id: '2', kind: 'wait' }] });
  expect(steps.get('1')?.map(({ name, value }) => [name, value])).toEqual([
    ['In', 10],
    ['Here', 0],
    ['Sent', 7],
    ['Not sent', 3],
    ['Not sent: no address', 3],
  ]);
  expect(steps.get('2')?.some(({ name }) => name === 'Sent')).toBe(false);
});

test('that messages wait is said where some do', () => {
  const { steps } = numbersOf({ entered: 10, inside: 2, left: {}, steps: [{ ...step, sent: 3, deferred: 4 }] });
  expect(steps.get('1')?.find(({ name }) => name === 'Waiting to be sent')).toEqual({
    name: 'Waiting to be sent',
    value: 4,
    people: { at: '1', of: 'deferred' },
  });
});

test('people stand behind those who are here and those who left', () => {
  const { exit, steps } = numbersOf({ entered: 10, inside: 2, left: { completed: 8, removed: 0 }, steps: [step] });
  expect(exit).toEqual([{ name: 'Completed', value: 8, people: { left: 'completed' } }]);
  expect(steps.get('1')?.[1]?.people).toEqual({ at: '1', of: 'here' });
});

test('what people did with a message stands in a line of its own, where anybody did', () => {
  const answered = { ...step, responses: { clicked: 2, opened: 5 } };
  const { steps } = numbersOf({ entered: 10, inside: 2, left: {}, steps: [answered, { ...step, id: '2' }] });
  expect(steps.get('1')?.filter((it) => it.isAnswer)).toMatchObject([
    { name: 'Opened', value: 5, people: { at: '1', of: 'opened' } },
    { name: 'Clicked', value: 2, people: { at: '1', of: 'clicked' } },
  ]);
  expect(hasAnswers(steps.get('1'))).toBe(true);
  expect(hasAnswers(steps.get('2'))).toBe(false);
});
