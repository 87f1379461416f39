import {
  ArchiveRegular,
  ArrowUndoRegular,
  CopyRegular,
  DeleteRegular,
  PauseRegular,
  PlayRegular,
  StopRegular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useMay } from '../api/session';
import { Command } from '../parts/Commands';
import { useTell } from '../parts/told';
import { JourneyDialog, type Dialog } from './dialogs';
import { useDo, type JourneyLine } from './queries';
import { texts } from './texts';

/** The states in which something can be done. */
const ALLOWED = {
  pause: ['live'],
  resume: ['paused', 'held'],
  stop: ['live', 'paused', 'held'],
  archive: ['draft', 'stopped'],
  unarchive: ['archived'],
  remove: ['draft', 'planned'],
};

/** What can be done with a journey; each says why not where it cannot be done. */
export function JourneyCommands(props: {
  journey: JourneyLine | undefined;
  /** Whether what the journey's state does not allow is left out instead of being greyed. */
  onlyPossible?: boolean;
  onCopied?: (name: string) => void;
  onRemoved?: () => void;
}) {
  const { journey } = props;
  const mayEdit = useMay('edit');
  const act = useDo();
  const tell = useTell();
  const [dialog, setDialog] = useState<Dialog>();
  const state = journey?.state ?? '';
  const unable = journey === undefined ? texts.selectFirst : undefined;
  const why = (what: keyof typeof ALLOWED) =>
    unable ?? (ALLOWED[what].includes(state) ? undefined : texts.notNow(texts.states[state] ?? state));
  const has = (what: keyof typeof ALLOWED) => props.onlyPossible !== true || ALLOWED[what].includes(state);
  const now = (what: 'resume' | 'archive' | 'unarchive', done: (name: string) => string) => () => {
    if (journey) {
      act.mutateAsync({ name: journey.name, what }).then(() => tell.done(done(journey.name)), tell.failed);
    }
  };
  if (!mayEdit) {
    return null;
  }
  return (
    <>
      <Command name={texts.copy} icon={<CopyRegular />} why={unable} onClick={() => setDialog('copy')} />
      {ALLOWED.resume.includes(state) ? (
        <Command
          name={texts.resume}
          icon={<PlayRegular />}
          why={why('resume')}
          onClick={now('resume', texts.resumed)}
        />
      ) : (
        has('pause') && (
          <Command name={texts.pause} icon={<PauseRegular />} why={why('pause')} onClick={() => setDialog('pause')} />
        )
      )}
      {has('stop') && (
        <Command name={texts.stop} icon={<StopRegular />} why={why('stop')} onClick={() => setDialog('stop')} />
      )}
      {state === 'archived' ? (
        <Command
          name={texts.unarchive}
          icon={<ArrowUndoRegular />}
          why={why('unarchive')}
          onClick={now('unarchive', texts.unarchived)}
        />
      ) : (
        has('archive') && (
          <Command
            name={texts.archive}
            icon={<ArchiveRegular />}
            why={why('archive')}
            onClick={now('archive', texts.archivedNow)}
          />
        )
      )}
      {has('remove') && (
        <Command name={texts.remove} icon={<DeleteRegular />} why={why('remove')} onClick={() => setDialog('remove')} />
      )}
      {journey && <JourneyDialog {...props} journey={journey} dialog={dialog} onClose={() => setDialog(undefined)} />}
    </>
  );
}
