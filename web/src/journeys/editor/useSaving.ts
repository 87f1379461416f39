import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Problem, type Schemas, type Versioned } from '../../api/client';
import { useTell } from '../../parts/told';
import { dropDraft, keepDraft } from '../model/draft';
import type { Definition } from '../model/definition';
import { read } from '../model/read';
import { write } from '../model/write';
import { useSaveJourney } from '../queries';
import { texts } from '../texts';
import type { Editor } from './useEditor';

export type Whole = Versioned<Schemas['JourneyDefinition']>;

export const definitionOf = (whole: Whole) => whole.value.definition as Definition;

/** How what is edited comes to the server, and what if somebody else was faster. */
export interface Saving {
  isSaving: boolean;
  /** Whether the server has another version than that which is edited. */
  isBehind: boolean;
  /** Whether somebody has to say what counts. */
  isAsking: boolean;
  ask: (isAsking: boolean) => void;
  save: () => Promise<void>;
  saveOver: () => Promise<void>;
  saveAs: (name: string) => Promise<void>;
  takeTheirs: () => void;
  /** Gives up what was not saved. */
  discard: () => void;
}

/**
 * @param name of the journey; nothing of a new one
 * @param whole what the server has of it
 * @param begunWith the version that is edited
 */
export function useSaving(
  editor: Editor,
  name: string | undefined,
  whole: Whole | undefined,
  begunWith: string | undefined,
  onNamed: (name: string) => void,
): Saving {
  const [version, setVersion] = useState(begunWith);
  const [isAsking, ask] = useState(false);
  const sends = useSaveJourney();
  const tell = useTell();
  const queries = useQueryClient();
  const { definition, isDirty, isReadOnly } = editor;
  const isBehind = whole !== undefined && whole.version !== version && !sends.isPending;
  const isGivenUp = useRef(false);

  const takeTheirs = () => {
    if (whole) {
      setVersion(whole.version);
      editor.open(definitionOf(whole), definitionOf(whole));
    }
    ask(false);
  };
  if (isBehind && !isDirty) {
    takeTheirs();
  }
  useEffect(() => {
    if (isReadOnly || isGivenUp.current) {
      return;
    }
    if (isDirty) {
      keepDraft(name, { definition, version });
    } else {
      dropDraft(name);
    }
  }, [name, definition, version, isDirty, isReadOnly]);

  const send = async (as: string, of: string | undefined) => {
    const sent = { ...definition, journey: as };
    try {
      const saved = await sends.mutateAsync({ name: as, text: JSON.stringify(write(read(sent))), version: of });
      tell.done(texts.saved(as));
      ask(false);
      if (as === name) {
        setVersion(saved.version);
        editor.markSaved(sent);
      } else {
        isGivenUp.current = true;
        dropDraft(name);
        onNamed(as);
      }
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 412) {
        await queries.invalidateQueries({ queryKey: ['journeys', 'one', name] });
        ask(true);
      } else {
        tell.failed(failure);
      }
    }
  };
  return {
    isSaving: sends.isPending,
    isBehind,
    isAsking,
    ask,
    save: () => send(name ?? definition.journey, name === undefined ? undefined : version),
    saveOver: () => send(name ?? definition.journey, whole?.version),
    saveAs: (as) => send(as, undefined),
    takeTheirs,
    discard: () => {
      isGivenUp.current = true;
      dropDraft(name);
    },
  };
}
