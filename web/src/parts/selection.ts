import { useState } from 'react';

/** The row of a list that is selected, as it is now: nothing where it is not in the list any more. */
export function useSelection<T>(
  query: { data: { pages: { items: T[] }[] } | undefined },
  keyOf: (row: T) => string,
): { selected: T | undefined; select: (row: T) => void } {
  const [key, setKey] = useState<string>();
  const selected = query.data?.pages.flatMap((page) => page.items).find((row) => keyOf(row) === key);
  return { selected, select: (row) => setKey(keyOf(row)) };
}
