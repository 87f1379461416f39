import { describe, expect, test } from 'vitest';
import { find, insert, move, paste, placeOf, remove, replace } from './commands';
import type { Definition } from './definition';
import { begin, change, redo, undo } from './history';
import { idsOf } from './ids';
import { ENTRY, EXIT } from './layout';
import { tileAt } from './places';
import { read } from './read';
import { allTiles, mostMessages, newTile, type Journey, type Tile } from './tiles';
import { write } from './write';

const everything: Definition = {
  journey: 'Everything',
  audience: { segments: ['Pros'], exclude: ['Employees'] },
  frequency: 'repeating',
  every: '1 month',
  start: '2026-12-01T09:00',
  'time-zone': 'Europe/Berlin',
  'entry-rate': '10000 per hour',
  exit: { segments: ['Renewed'], events: ['cancelled'] },
  goal: { segment: 'Renewed', within: '14 days' },
  steps: [
    { email: 'first' },
    { wait: '3 days' },
    {
      id: 'who',
      branch: [{ if: "country = 'DE'", steps: [{ sms: 'de' }, { push: 'p' }] }, { else: [{ email: 'b' }] }],
    },
    { wait: { until: '2026-12-24T09:00' } },
    { wait: { until: 'renewal_date', offset: '-1 day', at: '09:00', zone: 'person' } },
    { wait: { at: '09:00', on: ['mon'] } },
    { 'wait-for': { if: 'any(opened)', 'up-to': '5 days', then: [{ set: { tier: null } }], else: [{ exit: null }] } },
    { 'wait-for': { event: 'bought' } },
    {
      split: [
        { share: '50%', steps: [{ email: 'a' }] },
        { share: '12.5%', steps: [] },
      ],
    },
    { webhook: { url: 'https://crm.example', body: { deep: { a: [1] } } } },
    { exit: null },
  ],
};

const journey = (): Journey => read(everything);
const ids = (it: Journey) => [...idsOf(it).values()];
const kinds = (it: Journey) => it.tiles.map((tile) => tile.kind);
const first = (it: Journey, kind: Tile['kind']) => {
  const found = allTiles(it.tiles).find((tile) => tile.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};

describe('a definition', () => {
  test('is written as it was read', () => {
    expect(write(journey())).toEqual(everything);
  });

  test('has a path for all others in each branch, which is written when it has tiles', () => {
    const steps = [{ branch: [{ if: 'x', steps: [] }] }];
    const branched = read({ ...everything, steps });
    expect(branched.tiles[0]?.paths.map((path) => path.role)).toEqual(['if', 'else']);
    expect(write(branched).steps).toEqual(steps);
  });

  test('gives tiles the ids that the engine has for them', () => {
    expect(ids(journey())).toEqual([
      '1',
      '2',
      'who',
      '3.1.1',
      '3.1.2',
      '3.2.1',
      '4',
      '5',
      '6',
      '7',
      '7.1.1',
      '7.2.1',
      '8',
      '9',
      '9.1.1',
      '10',
      '11',
    ]);
  });

  test('counts the messages on the longest way', () => {
    expect(mostMessages(journey().tiles)).toBe(4);
  });
});

describe('commands', () => {
  test('insert into a path and into the journey', () => {
    const it = journey();
    const path = first(it, 'branch').paths[1];
    const after = insert({ path: path?.key ?? '', index: 0 }, newTile('exit', {}))(it);
    expect(first(after, 'branch').paths[1]?.tiles.map((tile) => tile.kind)).toEqual(['exit', 'email']);
    expect(kinds(insert({ path: '', index: 1 }, newTile('exit', {}))(it)).slice(0, 3)).toEqual([
      'email',
      'exit',
      'wait',
    ]);
  });

  test('move later in the same path, and into another', () => {
    const it = journey();
    const email = first(it, 'email');
    expect(kinds(move(email.key, { path: '', index: 2 })(it)).slice(0, 3)).toEqual(['wait', 'email', 'branch']);
    const inside = first(it, 'branch').paths[0]?.key ?? '';
    const after = move(email.key, { path: inside, index: 1 })(it);
    expect(placeOf(after, email.key)).toEqual({ path: inside, index: 1 });
    expect(allTiles(after.tiles)).toHaveLength(allTiles(it.tiles).length);
  });

  test('do not move a tile into itself', () => {
    const it = journey();
    const branch = first(it, 'branch');
    expect(move(branch.key, { path: branch.paths[0]?.key ?? '', index: 0 })(it)).toBe(it);
  });

  test('paste a copy without ids, with keys of its own', () => {
    const it = journey();
    const after = paste({ path: '', index: 0 }, first(it, 'branch'))(it);
    expect(new Set(allTiles(after.tiles).map((tile) => tile.key)).size).toBe(allTiles(after.tiles).length);
    expect(ids(after)[0]).toBe('1');
  });

  test('remove and replace inside paths', () => {
    const it = journey();
    const sms = first(it, 'sms');
    expect(find(remove(sms.key)(it), sms.key)).toBeUndefined();
    const after = replace({ ...sms, data: { message: 'other' } } as Tile)(it);
    expect(find(after, sms.key)?.data).toEqual({ message: 'other' });
  });
});

describe('history', () => {
  test('goes back and forth, and forgets what was taken back once something else is done', () => {
    let it = change(change(begin(1), 2), 3);
    expect(undo(it).present).toBe(2);
    expect(redo(undo(it)).present).toBe(3);
    it = change(undo(it), 4);
    expect(redo(it).present).toBe(4);
    expect(undo(it).present).toBe(2);
    expect(undo(begin(1)).present).toBe(1);
  });

  test('takes changes of the same field as one', () => {
    const it = change(change(begin(''), 'a', 'name'), 'ab', 'name');
    expect(undo(it).present).toBe('');
  });
});

describe('places', () => {
  test('find the tile of a value', () => {
    const it = journey();
    const branch = first(it, 'branch');
    const waitFor = first(it, 'wait-for');
    expect(tileAt(it, undefined)).toBe(ENTRY);
    expect(tileAt(it, '/every')).toBe(ENTRY);
    expect(tileAt(it, '/steps')).toBe(ENTRY);
    expect(tileAt(it, '/exit/events/0')).toBe(EXIT);
    expect(tileAt(it, '/goal/segment')).toBe(EXIT);
    expect(tileAt(it, '/steps/0/email')).toBe(it.tiles[0]?.key);
    expect(tileAt(it, '/steps/2/branch/0/if')).toBe(branch.key);
    expect(tileAt(it, '/steps/2/branch/0/steps/1/push')).toBe(branch.paths[0]?.tiles[1]?.key);
    expect(tileAt(it, '/steps/2/branch/1/else/0/email')).toBe(branch.paths[1]?.tiles[0]?.key);
    expect(tileAt(it, '/steps/6/wait-for/if')).toBe(waitFor.key);
    expect(tileAt(it, '/steps/6/wait-for/then/0/set/tier')).toBe(first(it, 'set').key);
    expect(tileAt(it, '/steps/8/split/1/share')).toBe(first(it, 'split').key);
    expect(tileAt(it, '/steps/9/webhook/body/deep')).toBe(first(it, 'webhook').key);
  });
});
