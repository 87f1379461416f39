import { expect, test } from 'vitest';
import { amend, begin, edit, redo, undo } from './history';

test('edits are undone and redone', () => {
  const twice = edit(edit(begin('a'), 'b', 0), 'c', 1);
  expect(undo(twice).present).toBe('b');
  expect(undo(undo(twice)).present).toBe('a');
  expect(undo(undo(undo(twice))).present).toBe('a');
  expect(redo(undo(twice)).present).toBe('c');
  expect(redo(twice)).toBe(twice);
});

test('an edit takes what could be redone away', () => {
  expect(edit(undo(edit(begin('a'), 'b', 0)), 'c', 1).future).toEqual([]);
});

test('edits of one mark that come close together are one step', () => {
  const typed = edit(edit(edit(begin(''), 'x', 5_000, 'text'), 'xy', 5_500, 'text'), 'xyz', 6_400, 'text');
  expect(undo(typed).present).toBe('');
  expect(undo(edit(typed, 'xyz!', 8_000, 'text')).present).toBe('xyz');
  expect(undo(edit(typed, 'xyz!', 6_500, 'tree')).present).toBe('xyz');
  expect(undo(edit(typed, 'xyz!', 6_500)).present).toBe('xyz');
  expect(undo(edit(undo(typed), 'q', 6_500, 'text')).present).toBe('');
});

test('what nobody did is no step', () => {
  expect(undo(amend(edit(begin('a'), 'b', 0), 'B')).present).toBe('a');
});
