import { useSyncExternalStore } from 'react';
import { formatDistance, formatExactInstant } from '../format/format';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function watch(watcher: () => void) {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    now = Date.now();
    watchers.forEach((it) => it());
  }, 1_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present instant in milliseconds, another one each second. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}

/** How long ago an instant is, or how far ahead: as time goes by. */
export function Ago(props: { at: string }) {
  const moment = useNow();
  return (
    <time dateTime={props.at} title={formatExactInstant(props.at)}>
      {formatDistance(props.at, moment)}
    </time>
  );
}
