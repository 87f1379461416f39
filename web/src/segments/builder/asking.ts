import { useEffect, useMemo } from 'react';
import type { Fault } from '../../api/client';
import type { Draft } from './draft';
import { fromTree } from './fromTree';
import { useCheck, useCount, type CountQuestion } from './queries';
import { useSettled } from '../../parts/settled';
import type { Step } from './state';

const SETTLED = 150;
const SAMPLE = 5;
const NO_FAULTS: Fault[] = [];

/** What the server says of a draft while it is typed: its faults, its tree, and how many people there are. */
export function useAsking(draft: Draft, instead: string | undefined, dispatch: (step: Step) => void) {
  const where = useSettled(draft.where, SETTLED);
  const checked = useCheck(draft.audience, draft.isStatic ? '' : where);
  const found = checked.data?.expression === where && where === draft.where ? checked.data : undefined;

  const tree = found?.tree;
  const isWritten = draft.isWritten;
  useEffect(() => {
    if (tree && isWritten) {
      dispatch({ kind: 'read', where, tree: fromTree(tree) });
    }
  }, [tree, isWritten, where, dispatch]);

  const asked = useSettled(draft, SETTLED);
  const isGood = draft.isStatic || found?.tree !== undefined;
  const question = useMemo(
    () => (isGood ? questionOf(asked, where, instead) : undefined),
    [isGood, asked, where, instead],
  );
  const counted = useCount(question);
  const counts = useMemo(() => {
    const all = new Map<string, number>();
    const collect = (parts: { condition: string; count: number; parts: never[] | unknown[] }[]) =>
      parts.forEach((part) => {
        all.set(part.condition, part.count);
        collect(part.parts as typeof parts);
      });
    collect(counted.data?.parts ?? []);
    return all;
  }, [counted.data]);

  const isEmpty = !draft.isStatic && draft.where.trim() === '';
  return {
    faults: (!isEmpty && found?.problems) || NO_FAULTS,
    isFaulty: found !== undefined && found.problems.length > 0,
    isChecked: draft.isStatic || (found !== undefined && found.problems.length === 0),
    isEmpty,
    checkError: checked.error,
    count: isEmpty ? undefined : counted.data,
    counts,
    countError: isGood ? counted.error : null,
    isCounting: !isEmpty && (counted.isFetching || where !== draft.where),
  };
}

function questionOf(draft: Draft, where: string, instead: string | undefined): CountQuestion {
  return {
    audience: draft.audience,
    ...(draft.isStatic ? { members: draft.members } : { expression: where }),
    also: draft.also,
    never: draft.never,
    sample: SAMPLE,
    ...(instead === undefined ? {} : { instead }),
  };
}
