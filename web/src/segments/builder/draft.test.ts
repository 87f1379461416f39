import { expect, test } from 'vitest';
import { group, rule } from './conditions';
import { definitionOf, draftOf, emptyDraft, keysOf, saysTheSame, withText, withTree } from './draft';

test('a definition comes back as it was', () => {
  for (const definition of [
    { segment: 'A', audience: 'contact', where: 'vip', also: ['a'], never: ['b'] },
    { segment: 'A', audience: 'contact', members: ['a', 'b'] },
    { segment: 'A', audience: 'contact', members: [] },
  ]) {
    expect(definitionOf(draftOf(definition, 'A', 'contact'))).toEqual(definition);
  }
});

test('a tree writes the text', () => {
  const vip = rule({
    kind: 'asked',
    subject: { kind: 'column', type: 'boolean', path: ['vip'] },
    operator: 'not holds',
    values: [],
  });
  const draft = withTree(emptyDraft('contact'), group('and', [vip]));
  expect(draft.where).toBe('not vip');
  expect(saysTheSame(draft, withText(emptyDraft('contact'), 'not vip'))).toBe(true);
  expect(saysTheSame(draft, emptyDraft('contact'))).toBe(false);
  expect(withTree(draft, group('and', [])).where).toBe('');
});

test('keys are pasted as they come', () => {
  expect(keysOf(' c1\na, b\nc1\n\n\tc3\r\n')).toEqual(['c1', 'a, b', 'c3']);
  expect(keysOf(' ')).toEqual([]);
});
