import { createContext, useContext } from 'react';
import type { Place } from '../model/commands';
import type { Numbers } from '../live/numbers';

/** What boxes on the canvas can do; it stays the same while the canvas is there. */
export interface Actions {
  select: (key: string, byKeyboard: boolean) => void;
  /** Asks for a tile to put somewhere; the menu opens at the button. */
  add: (place: Place, button: HTMLElement) => void;
  drag: (key: string | undefined) => void;
  mayDrop: (place: Place) => boolean;
  drop: (place: Place) => void;
  showPeople: (of: People) => void;
}

/** People behind a number: one of a step's, or who left for a reason. */
export type People = { at: string; of: NumberOfStep } | { left: string };

export type NumberOfStep = 'here' | 'inflow' | 'sent' | 'deferred' | 'blocked' | Answer;

/** What people do with a message, in the order in which they may. */
export const ANSWERS = ['delivered', 'opened', 'clicked', 'bounced', 'unsubscribed'] as const;
export type Answer = (typeof ANSWERS)[number];

export const ActionsContext = createContext<Actions | undefined>(undefined);

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (actions === undefined) {
    throw new Error('This stands on a canvas only');
  }
  return actions;
}

/** What a box shows beside what it says itself. */
export interface Shown {
  isSelected: boolean;
  /** Whether it was cut and goes to where it is pasted. */
  isCut: boolean;
  isFocused: boolean;
  isReadOnly: boolean;
  faults: number;
  warnings: number;
  numbers: Numbers | undefined;
}
