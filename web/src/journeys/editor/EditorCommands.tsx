import { PlayRegular, PrintRegular, SaveRegular, TaskListLtrRegular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Command, Commands } from '../../parts/Commands';
import { useTell } from '../../parts/told';
import { JourneyCommands } from '../JourneyCommands';
import { journeyPath, JOURNEYS } from '../places';
import type { JourneyLine } from '../queries';
import { texts } from '../texts';
import { GoLive } from './GoLive';
import type { Found } from './useCheck';
import type { Editor } from './useEditor';
import type { Saving } from './useSaving';

/** What is done with the whole journey. */
export function EditorCommands(props: {
  editor: Editor;
  saving: Saving;
  check: UseQueryResult<Found[]>;
  line: JourneyLine | undefined;
}) {
  const { editor, saving, check, line } = props;
  const navigate = useNavigate();
  const tell = useTell();
  const [isGoing, setGoing] = useState(false);
  const hasProblems = check.data?.some((it) => !it.isWarning) ?? true;
  const isDraft = line === undefined || line.state === 'draft' || line.state === 'planned';
  const notYet = line === undefined || editor.isDirty ? texts.saveFirst : hasProblems ? texts.mendFirst : undefined;
  const checkNow = async () => {
    const { data } = await check.refetch();
    if (data?.length === 0) {
      tell.done(texts.checked);
    }
  };
  return (
    <Commands label={texts.editing}>
      {isDraft && (
        <>
          <Command
            name={texts.save}
            icon={<SaveRegular />}
            primary={editor.isDirty}
            needs="edit"
            why={editor.isDirty ? undefined : texts.nothingToSave}
            onClick={() => void saving.save()}
          />
          <Command name={texts.check} icon={<TaskListLtrRegular />} onClick={() => void checkNow()} />
          {line?.state !== 'planned' && (
            <Command
              name={texts.goLive}
              icon={<PlayRegular />}
              primary={!editor.isDirty}
              needs="edit"
              why={notYet}
              onClick={() => setGoing(true)}
            />
          )}
        </>
      )}
      {line && (
        <JourneyCommands
          journey={line}
          onlyPossible
          onCopied={(as) => void navigate(journeyPath(as))}
          onRemoved={() => void navigate(JOURNEYS)}
        />
      )}
      {!isDraft && <Command name={texts.print} icon={<PrintRegular />} onClick={() => print()} />}
      {isGoing && line && <GoLive name={line.name} journey={editor.journey} onClose={() => setGoing(false)} />}
    </Commands>
  );
}
