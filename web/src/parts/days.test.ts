import { describe, expect, test } from 'vitest';
import { evenly, everyDay, someOf } from './days';

const days = [
  { day: '2026-02-27T00:00:00Z', value: 3 },
  { day: '2026-03-01T00:00:00Z', value: 5 },
];

describe('values by day', () => {
  test('where days are left out nothing happened, before the first one too', () => {
    expect(everyDay(days, 'nothing', '2026-03-02')).toEqual([
      { day: '2026-02-26', value: 0 },
      { day: '2026-02-27', value: 3 },
      { day: '2026-02-28', value: 0 },
      { day: '2026-03-01', value: 5 },
      { day: '2026-03-02', value: 0 },
    ]);
  });

  test('or all is as it was the day before', () => {
    expect(everyDay(days, 'as-before', '2026-03-02').map((it) => it.value)).toEqual([3, 3, 5, 5]);
  });

  test('there may be none, or one that is to come', () => {
    expect(everyDay([], 'nothing', '2026-03-02')).toEqual([]);
    expect(everyDay(days.slice(1), 'as-before', '2026-02-01')).toEqual([{ day: '2026-03-01', value: 5 }]);
  });

  test('some of many are evenly apart, the last one among them', () => {
    expect(someOf(['a', 'b', 'c', 'd', 'e'], 3)).toEqual(['a', 'c', 'e']);
    expect(someOf(['a', 'b'], 8)).toEqual(['a', 'b']);
  });
});

test('moments stand evenly apart on whole minutes, no two on the same one', () => {
  const at = (time: string) => new Date(`2026-03-02T${time}Z`);
  expect(evenly(at('08:00:20'), at('08:00:50'), 6)).toEqual([at('08:00:00')]);
  expect(evenly(at('08:00:20'), at('08:02:10'), 6)).toEqual([at('08:00:00'), at('08:01:00'), at('08:02:00')]);
  expect(evenly(at('08:00:20'), at('09:00:40'), 4)).toEqual(
    ['00', '20', '40'].map((it) => at(`08:${it}:00`)).concat(at('09:00:00')),
  );
});
