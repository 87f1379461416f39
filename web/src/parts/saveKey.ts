import { useEffect, useEffectEvent } from 'react';

const isAsked = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;

/** Saves what a page edits when somebody presses Ctrl+S, as long as there is something to save. */
export function useSaveKey(save: (() => void) | undefined) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault();
      if (!isAsked(event.target)) {
        save?.();
      }
    }
  });
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
