import { expect, test } from 'vitest';
import { ENTRY, EXIT, layout } from './layout';
import { directionOf, neighbour } from './neighbour';
import { read } from './read';

const journey = read({
  journey: 'J',
  audience: { segments: [] },
  frequency: 'one-time',
  steps: [{ branch: [{ if: 'x', steps: [{ email: 'left' }] }, { else: [{ email: 'right' }] }] }],
});
const { boxes } = layout(journey, () => 64);
const branch = journey.tiles[0];
const left = branch?.paths[0]?.tiles[0]?.key ?? '';
const right = branch?.paths[1]?.tiles[0]?.key ?? '';

test('arrow keys lead to the next tile in their direction', () => {
  expect(neighbour(boxes, ENTRY, 'down')?.id).toBe(branch?.key);
  expect(neighbour(boxes, left, 'right')?.id).toBe(right);
  expect(neighbour(boxes, right, 'left')?.id).toBe(left);
  expect(neighbour(boxes, right, 'down')?.id).toBe(EXIT);
  expect(neighbour(boxes, branch?.key ?? '', 'up')?.id).toBe(ENTRY);
  expect(neighbour(boxes, ENTRY, 'up')).toBeUndefined();
});

test('other keys lead nowhere', () => {
  expect(directionOf('ArrowLeft')).toBe('left');
  expect(directionOf('a')).toBeUndefined();
});
