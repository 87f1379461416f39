/** What was, is, and can be again. Edits of one mark that come close together are one step. */
export interface History<T> {
  past: T[];
  present: T;
  future: T[];
  mark?: string | undefined;
  at: number;
}

const CLOSE = 1_000;
const MOST = 200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], at: 0 });

export function edit<T>(history: History<T>, present: T, now: number, mark?: string): History<T> {
  const isSameStep = mark !== undefined && mark === history.mark && now - history.at < CLOSE;
  const past = isSameStep ? history.past : [...history.past, history.present].slice(-MOST);
  return { past, present, future: [], mark, at: now };
}

/** Changes what is without a step: nobody did it. */
export const amend = <T>(history: History<T>, present: T): History<T> => ({ ...history, present });

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  return before === undefined
    ? history
    : { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], at: 0 };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future, at: 0 };
}
