import { expect, test } from 'vitest';
import { group, rule, type Condition } from './conditions';
import { draftOf } from './draft';
import { begin } from './history';
import { isChanged, step, type Editing } from './state';

const draft = draftOf({ segment: 'A', where: 'vip' }, 'A', 'contact');
const opened: Editing = { history: begin(draft), saved: draft, version: '"1"', isReadOnly: false };
const holds = (name: string): Condition => ({
  kind: 'asked',
  subject: { kind: 'column', type: 'boolean', path: [name] },
  operator: 'holds',
  values: [],
});

test('the tree of a text is no change, and only of that text', () => {
  const tree = group('and', [rule(holds('vip'))]);
  const read = step(opened, { kind: 'read', where: 'vip', tree });
  expect(read.history.present.tree).toBe(tree);
  expect(isChanged(read)).toBe(false);
  expect(read.history.past).toEqual([]);
  const typed = step(opened, { kind: 'text', where: 'vi', at: 1 });
  expect(step(typed, { kind: 'read', where: 'vip', tree })).toBe(typed);
});

test('what is edited in the tree stands in the text, and comes back with undo', () => {
  const edited = step(opened, { kind: 'tree', tree: group('or', [rule(holds('vip')), rule(holds('new'))]), at: 1 });
  expect(edited.history.present.where).toBe('vip or new');
  expect(isChanged(edited)).toBe(true);
  const undone = step(edited, { kind: 'undo' });
  expect(undone.history.present.where).toBe('vip');
  expect(isChanged(undone)).toBe(false);
  expect(step(undone, { kind: 'redo' }).history.present.where).toBe('vip or new');
});

test('what takes the place of something gives it back', () => {
  const mine = step(opened, { kind: 'text', where: 'mine', at: 1 });
  const theirs = draftOf({ segment: 'A', where: 'theirs' }, 'A', 'contact');
  const taken = step(step(mine, { kind: 'saved', draft: theirs, version: '"2"' }), {
    kind: 'replace',
    draft: theirs,
    at: 2,
  });
  expect(isChanged(taken)).toBe(false);
  expect(taken.version).toBe('"2"');
  expect(step(taken, { kind: 'undo' }).history.present.where).toBe('mine');
});
