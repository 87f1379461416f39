import { useState } from 'react';
import { api, askVersioned, Problem } from '../../api/client';
import { useTell } from '../../parts/told';
import { definitionOf, type Draft } from './draft';
import type { Whole } from './dialogs';
import { liveAmong, useSave } from './queries';
import { texts } from './texts';

/** What stands in the way of saving. */
export type Hurdle =
  | { kind: 'live'; journeys: string[] }
  | { kind: 'conflict'; theirs: Whole | undefined }
  | { kind: 'exists' }
  | { kind: 'failed'; error: unknown };

async function theirsOf(name: string): Promise<Whole | undefined> {
  try {
    return await askVersioned(api.GET('/api/v1/segments/{name}', { params: { path: { name } } }));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Saves a segment. Live journeys that use it are named first; where somebody else was faster, what they saved is
 * fetched.
 */
export function useSaving(props: {
  name: string | undefined;
  draft: Draft;
  version: string | undefined;
  usedBy: { kind: string; name: string }[];
  /** Forgets what was kept of it in this browser. */
  forget: () => void;
  onSaved: (draft: Draft, version: string) => void;
}) {
  const { name, draft } = props;
  const save = useSave();
  const tell = useTell();
  const [hurdle, setHurdle] = useState<Hurdle>();

  const write = async (version: string | undefined) => {
    try {
      const saved = await save.mutateAsync({ definition: definitionOf(draft), version });
      setHurdle(undefined);
      props.forget();
      tell.done(texts.saved(draft.name));
      props.onSaved(draft, saved.version);
    } catch (error) {
      if (error instanceof Problem && error.status === 412 && name === undefined) {
        setHurdle({ kind: 'exists' });
      } else if (error instanceof Problem && (error.status === 412 || error.status === 404)) {
        setHurdle({ kind: 'conflict', theirs: await theirsOf(draft.name) });
      } else {
        throw error;
      }
    }
  };

  const begin = async () => {
    setHurdle(undefined);
    try {
      const users = props.usedBy.filter((use) => use.kind === 'journey').map((use) => use.name);
      const journeys = users.length === 0 ? [] : await liveAmong(users);
      if (journeys.length > 0) {
        setHurdle({ kind: 'live', journeys });
      } else {
        await write(props.version);
      }
    } catch (error) {
      setHurdle({ kind: 'failed', error });
    }
  };

  const clear = (kind: Hurdle['kind']) => setHurdle((now) => (now?.kind === kind ? undefined : now));

  return { hurdle, begin, write, isSaving: save.isPending, clear };
}
