import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/client';
import { useTell } from '../parts/told';
import { fetchVersion, useSave, type Writing } from './queries';
import { texts } from './texts';

/** How a message comes to the server, and what if somebody else was faster. */
export function useSaving(props: {
  isNew: boolean;
  name: string;
  writing: Writing;
  version: string | undefined;
  onSaved: () => void;
}) {
  const { name, writing } = props;
  const tell = useTell();
  const queries = useQueryClient();
  const send = useSave();
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  /** The version of somebody who was faster. */
  const [theirs, setTheirs] = useState<string>();

  const store = async (version: string | undefined) => {
    setError(undefined);
    setSaving(true);
    try {
      await send(name, writing, version);
      setTheirs(undefined);
      tell.done(texts.saved(name));
      props.onSaved();
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 412 && !props.isNew) {
        setTheirs(await fetchVersion(name));
      } else {
        setError(failure);
      }
    } finally {
      setSaving(false);
    }
  };
  return {
    error,
    isSaving,
    theirs,
    save: () => void store(props.version),
    saveOver: () => void store(theirs),
    /** Gives up what was written for what is saved. */
    take: (forget: () => void) => {
      forget();
      setTheirs(undefined);
      void queries.invalidateQueries({ queryKey: ['messages'] });
    },
  };
}
