/** What was done, and what was taken back: undo and redo walk along it. */
export interface History<T> {
  past: T[];
  present: T;
  future: T[];
  /** What the last change was of: further ones of the same become one with it. */
  of: string | undefined;
}

const MOST = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], of: undefined });

/** Goes on with another present. */
export function change<T>(history: History<T>, present: T, of?: string): History<T> {
  if (present === history.present) {
    return history;
  }
  return of !== undefined && of === history.of
    ? { ...history, present, future: [] }
    : { past: [...history.past, history.present].slice(-MOST), present, future: [], of };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  return present === undefined
    ? history
    : { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], of: undefined };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  return present === undefined ? history : { past: [...history.past, history.present], present, future, of: undefined };
}
