import { useReducer } from 'react';
import { saysTheSame, withText, withTree, type Draft } from './draft';
import type { Group } from './conditions';
import { shape } from './conditions';
import { amend, begin, edit, redo, undo, type History } from './history';

/** What is edited, how it came to be so, and what of it is saved. */
export interface Editing {
  history: History<Draft>;
  saved: Draft;
  /** The version of what is saved; nothing of what is new. */
  version?: string | undefined;
  isReadOnly: boolean;
}

export type Step =
  | { kind: 'edit'; part: Partial<Draft>; at: number; mark?: string }
  | { kind: 'text'; where: string; at: number }
  | { kind: 'tree'; tree: Group; at: number }
  /** The tree of a text has come. */
  | { kind: 'read'; where: string; tree: Group }
  | { kind: 'undo' }
  | { kind: 'redo' }
  /** Something else takes its place; what was there comes back with undo. */
  | { kind: 'replace'; draft: Draft; at: number }
  /** This is what is saved now. */
  | { kind: 'saved'; draft: Draft; version: string | undefined }
  /** All begins anew from what is saved. */
  | { kind: 'open'; draft: Draft; version: string | undefined }
  | { kind: 'mode'; isReadOnly: boolean };

export function step(state: Editing, it: Step): Editing {
  const { history } = state;
  const draft = history.present;
  switch (it.kind) {
    case 'edit':
      return { ...state, history: edit(history, { ...draft, ...it.part }, it.at, it.mark) };
    case 'text':
      return { ...state, history: edit(history, withText(draft, it.where), it.at, 'text') };
    case 'tree':
      return { ...state, history: edit(history, withTree(draft, it.tree), it.at, `tree ${shape(it.tree)}`) };
    case 'read':
      return draft.isWritten && draft.where === it.where
        ? { ...state, history: amend(history, { ...draft, tree: it.tree, isWritten: false }) }
        : state;
    case 'undo':
      return { ...state, history: undo(history) };
    case 'redo':
      return { ...state, history: redo(history) };
    case 'replace':
      return { ...state, history: edit(history, it.draft, it.at) };
    case 'saved':
      return { ...state, saved: it.draft, version: it.version };
    case 'open':
      return { ...state, history: begin(it.draft), saved: it.draft, version: it.version };
    case 'mode':
      return { ...state, isReadOnly: it.isReadOnly };
  }
}

export const isChanged = (state: Editing) => !saysTheSame(state.history.present, state.saved);

export function useEditing(draft: Draft, version: string | undefined, isReadOnly: boolean) {
  return useReducer(step, { history: begin(draft), saved: draft, version, isReadOnly });
}
