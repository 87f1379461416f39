import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** Whether the server's stream of what happens reaches us. */
export type Connection = 'connecting' | 'live' | 'lost';

const AGAIN_AFTER = 3_000;
const AT_MOST_EVERY = 500;

/** What is looked at again when something happened: the first words of queries' keys. */
const TOUCHES: Record<string, string[]> = {
  segment: ['segments'],
  journey: ['journeys', 'inbox', 'sending', 'people', 'consent'],
  held: ['journeys'],
  interaction: ['journeys', 'people'],
  upload: ['uploads', 'tables'],
  sending: ['sending'],
};

let connection: Connection = 'connecting';
const watchers = new Set<() => void>();

function become(state: Connection) {
  if (state !== connection) {
    connection = state;
    watchers.forEach((watcher) => watcher());
  }
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connection,
  );
}

/**
 * Keeps what is shown true: whatever the stream says has changed is asked for again, together and not more than
 * twice a second. After a connection was lost, everything is. The answer ends it.
 */
export function follow(queries: QueryClient): () => void {
  let source: EventSource | undefined;
  let ended = false;
  let wasLost = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touched = new Set<string>();

  const again = () => {
    timer = undefined;
    const kinds = new Set(touched);
    touched.clear();
    void queries.invalidateQueries({ predicate: (query) => kinds.has(String(query.queryKey[0])) });
  };
  const touch = (kinds: string[]) => {
    kinds.forEach((kind) => touched.add(kind));
    timer ??= setTimeout(again, AT_MOST_EVERY);
  };

  const lose = () => {
    wasLost = true;
    become('lost');
  };

  const listen = () => {
    source?.close();
    source = new EventSource('/api/v1/stream');
    source.addEventListener('begin', (event) => {
      const { complete } = JSON.parse((event as MessageEvent<string>).data) as { complete: boolean };
      become('live');
      if (wasLost || !complete) {
        void queries.invalidateQueries();
      }
      wasLost = false;
    });
    Object.entries(TOUCHES).forEach(([kind, keys]) => source?.addEventListener(kind, () => touch(keys)));
    source.onerror = () => {
      lose();
      if (source?.readyState === EventSource.CLOSED && !ended) {
        setTimeout(() => !ended && listen(), AGAIN_AFTER); // a browser gives up where the answer was an error
      }
    };
  };

  const offline = () => {
    source?.close(); // it would not notice for minutes
    lose();
  };

  listen();
  addEventListener('offline', offline);
  addEventListener('online', listen);
  return () => {
    ended = true;
    removeEventListener('offline', offline);
    removeEventListener('online', listen);
    clearTimeout(timer);
    source?.close();
  };
}
