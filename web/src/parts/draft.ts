import { useCallback, useState } from 'react';

/** What somebody wrote and did not save yet. */
export interface Draft<T> {
  /** When it was last changed: milliseconds. */
  at: number;
  /** The version of what it changes. */
  version: string;
  value: T;
}

const PREFIX = 'caravan-draft:';

function read<T>(key: string): Draft<T> | undefined {
  const text = localStorage.getItem(PREFIX + key);
  try {
    return text === null ? undefined : (JSON.parse(text) as Draft<T>);
  } catch {
    return undefined;
  }
}

/** Keeps a draft in this browser until it is saved or given up: a reload loses nothing. */
export function useDraft<T>(key: string) {
  const [draft, setDraft] = useState(() => read<T>(key));
  const keep = useCallback(
    (value: T, version: string) => {
      const kept = { at: Date.now(), version, value };
      localStorage.setItem(PREFIX + key, JSON.stringify(kept));
      setDraft(kept);
    },
    [key],
  );
  const forget = useCallback(() => {
    localStorage.removeItem(PREFIX + key);
    setDraft(undefined);
  }, [key]);
  return { draft, keep, forget };
}
