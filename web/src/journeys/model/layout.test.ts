import { expect, test } from 'vitest';
import { ENTRY, layout, restOf, type Box } from './layout';
import { read } from './read';
import { newPath, newTile, type Journey, type Tile } from './tiles';

const journey = (steps: object[]): Journey =>
  read({ journey: 'J', audience: { segments: [] }, frequency: 'one-time', steps: steps as never });

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function expectApart(boxes: Box[]) {
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(overlap(a, b), `${a.id} and ${b.id}`).toBe(false)));
}

const deep = (levels: number): object[] =>
  levels === 0
    ? [{ email: 'a' }]
    : [
        { branch: [{ if: 'x', steps: deep(levels - 1) }, { if: 'y', steps: [] }, { else: deep(levels - 1) }] },
        { wait: '1 day' },
      ];

test('nothing lies on anything else, however deep', () => {
  expectApart(layout(journey(deep(3)), () => 64).boxes);
});

test('an empty journey has one place to add a tile', () => {
  const { boxes, lines } = layout(journey([]), () => 64);
  expect(boxes.map((box) => box.kind)).toEqual(['entry', 'plus', 'exit']);
  expect(lines).toHaveLength(2);
});

test('where nothing can be added there are no places for it', () => {
  expect(layout(journey(deep(1)), () => 64, false).boxes.filter((box) => box.kind === 'plus')).toEqual([]);
});

test('paths meet again, but for those that everybody leaves', () => {
  const { lines } = layout(
    journey([{ branch: [{ if: 'x', steps: [{ exit: null }] }, { else: [{ email: 'a' }] }] }, { email: 'b' }]),
    () => 64,
  );
  expect(lines.filter((line) => line.to.endsWith(':join'))).toHaveLength(1);
});

test('a split shows what it leaves over', () => {
  const split = newTile('split', {}, [
    newPath('share', { share: '33.3' }),
    newPath('share', { share: '33.3' }),
  ]) as Tile;
  expect(restOf(split)).toBe(33.4);
  const { boxes } = layout({ ...journey([]), tiles: [split] }, () => 64);
  expect(boxes.filter((box) => box.kind === 'rest')).toHaveLength(1);
});

test('hundreds of tiles are laid out, none on another', () => {
  const { boxes } = layout(journey(Array.from({ length: 25 }, () => deep(1)).flat()), () => 64);
  expect(boxes.filter((box) => box.kind === 'tile').length).toBe(100);
  expectApart(boxes);
});

test('a tile with more to say is higher, and what follows lies below it', () => {
  const { boxes } = layout(journey([{ email: 'a' }, { email: 'b' }]), (key) => (key === ENTRY ? 64 : 132));
  expectApart(boxes);
  expect(boxes.find((box) => box.kind === 'tile')?.height).toBe(132);
});
