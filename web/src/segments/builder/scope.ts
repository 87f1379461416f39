import { createContext, useContext } from 'react';
import type { Catalogue, Place } from './catalogue';

/** Where conditions stand: what they can be about. */
export interface Scope {
  catalogue: Catalogue;
  place: Place;
  /** How many people fulfil each condition, by its text; nothing where rows are looked at. */
  counts?: ReadonlyMap<string, number> | undefined;
  isReadOnly: boolean;
}

const Context = createContext<Scope | undefined>(undefined);

export const ScopeProvider = Context.Provider;

export function useScope(): Scope {
  const scope = useContext(Context);
  if (scope === undefined) {
    throw new Error('conditions stand in no scope');
  }
  return scope;
}
