import type { SegmentDefinition } from '../queries';
import { group, type Group } from './conditions';
import { layOut } from './print';
import { toTree } from './toTree';

/** A segment as it is being edited: its condition as a text and as a tree that say the same. */
export interface Draft {
  name: string;
  audience: string;
  isStatic: boolean;
  where: string;
  /** The tree of `where`, or of what that was when it could be read last; nothing until it was. */
  tree?: Group | undefined;
  /** Whether the text was written, and the tree is still to be made of it. */
  isWritten: boolean;
  members: string[];
  also: string[];
  never: string[];
}

export const emptyDraft = (audience: string): Draft => ({
  name: '',
  audience,
  isStatic: false,
  where: '',
  tree: group('and', []),
  isWritten: false,
  members: [],
  also: [],
  never: [],
});

export const draftOf = (definition: SegmentDefinition, name: string, audience: string): Draft => ({
  name,
  audience,
  isStatic: definition.where === undefined,
  where: definition.where ?? '',
  tree: definition.where === undefined ? group('and', []) : undefined,
  isWritten: definition.where !== undefined,
  members: definition.members ?? [],
  also: definition.also ?? [],
  never: definition.never ?? [],
});

/** What is saved of it. */
export function definitionOf(draft: Draft): SegmentDefinition {
  return {
    segment: draft.name,
    audience: draft.audience,
    ...(draft.isStatic ? { members: draft.members } : { where: draft.where }),
    ...(draft.also.length > 0 ? { also: draft.also } : {}),
    ...(draft.never.length > 0 ? { never: draft.never } : {}),
  };
}

export const saysTheSame = (one: Draft, other: Draft) =>
  JSON.stringify(definitionOf(one)) === JSON.stringify(definitionOf(other));

/** A draft with another tree, and its text. */
export function withTree(draft: Draft, tree: Group): Draft {
  const whole = toTree(tree);
  return { ...draft, tree, where: whole ? layOut(whole) : '', isWritten: false };
}

export const withText = (draft: Draft, where: string): Draft => ({ ...draft, where, isWritten: true });

/** Keys as somebody typed or pasted them, one a line, each once. A key may have any other character in it. */
export const keysOf = (text: string) => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((key) => key.trim())
      .filter((key) => key !== ''),
  ),
];
