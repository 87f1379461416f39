import type { Definition } from './definition';

/** What was changed and not saved, kept in this browser; `version` is that which was changed, none of a new journey. */
export interface Draft {
  definition: Definition;
  version: string | undefined;
}

/** Where drafts are kept: the name of the journey, nothing for one that is not there yet. */
const key = (name: string | undefined) => (name === undefined ? 'caravan-new-journey' : `caravan-journey:${name}`);

export function keepDraft(name: string | undefined, draft: Draft) {
  try {
    localStorage.setItem(key(name), JSON.stringify(draft));
  } catch {
    // The browser keeps nothing: leaving the page asks all the same.
  }
}

export function dropDraft(name: string | undefined) {
  localStorage.removeItem(key(name));
}

export function keptDraft(name: string | undefined): Draft | undefined {
  const text = localStorage.getItem(key(name));
  if (text === null) {
    return undefined;
  }
  try {
    return JSON.parse(text) as Draft;
  } catch {
    return undefined;
  }
}
