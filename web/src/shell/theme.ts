import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

/** How somebody wants to see the pages: light, dark, or as their system. It is kept in this browser. */
export type Look = 'system' | 'light' | 'dark';

const KEY = 'caravan-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const watchers = new Set<() => void>();
const tell = () => watchers.forEach((watcher) => watcher());
dark.addEventListener('change', tell);

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

const kept = (): Look => {
  const look = localStorage.getItem(KEY);
  return look === 'light' || look === 'dark' ? look : 'system';
};

export function useLook(): [Look, (look: Look) => void] {
  const look = useSyncExternalStore(watch, kept);
  return [
    look,
    (chosen) => {
      localStorage.setItem(KEY, chosen);
      tell();
    },
  ];
}

/** Whether the pages are dark now. */
export function useIsDark(): boolean {
  const [look] = useLook();
  const system = useSyncExternalStore(watch, () => dark.matches);
  return look === 'dark' || (look === 'system' && system);
}

export function useTheme(): Theme {
  return useIsDark() ? webDarkTheme : webLightTheme;
}
