import { Badge } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useBlocker, useNavigate, useSearchParams } from 'react-router';
import { useMay } from '../../api/session';
import { Page } from '../../parts/Page';
import { useSaveKey } from '../../parts/saveKey';
import { Runs } from '../live/Runs';
import { RunChoice, Views } from '../live/Views';
import type { Definition } from '../model/definition';
import { journeyPath } from '../places';
import { StateBadge } from '../StateBadge';
import { texts } from '../texts';
import { AboutContext, useAboutOf } from './about';
import { Bars } from './Bars';
import { EditorCommands } from './EditorCommands';
import { Conflict, Leaving } from './SavingDialogs';
import { useCheck } from './useCheck';
import { useEditor } from './useEditor';
import { definitionOf, useSaving, type Whole } from './useSaving';
import { Workbench } from './Workbench';

/** A journey on its canvas: a new one, a draft, or one that is or was live. */
export function EditorScreen(props: {
  /** What the server has; nothing of a new journey. */
  whole: Whole | undefined;
  /** What is edited: that, or what was not saved. */
  opened: Definition;
  version: string | undefined;
  /** Whether it is what was not saved. */
  isRestored: boolean;
}) {
  const { whole, opened } = props;
  const line = whole?.value.journey;
  const name = line?.name;
  const mayEdit = useMay('edit');
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const hasBeenLive = line?.liveAt !== undefined;
  const isArchived = line?.state === 'archived';
  const editor = useEditor(opened, whole && definitionOf(whole), !mayEdit || hasBeenLive || isArchived);
  const [isRestored, setRestored] = useState(props.isRestored);
  if (isRestored && !editor.isDirty) {
    setRestored(false);
  }
  const isLeaving = useRef(false);
  const saving = useSaving(editor, name, whole, props.version, (as) => {
    isLeaving.current = true;
    void navigate(journeyPath(as), { replace: true });
  });
  useSaveKey(editor.isDirty && !editor.isReadOnly && !saving.isSaving ? () => void saving.save() : undefined);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      editor.isDirty && !editor.isReadOnly && !isLeaving.current && currentLocation.pathname !== nextLocation.pathname,
  );
  const about = useAboutOf(editor.journey);
  const check = useCheck(editor.journey, !hasBeenLive);
  const [run, setRun] = useState<number>();
  const isRuns = hasBeenLive && params.get('view') === 'runs';
  const title = name ?? opened.journey;
  return (
    <AboutContext value={about}>
      <Page
        title={title}
        fill
        beside={
          <>
            {line && <StateBadge journey={line} />}
            {editor.isDirty && !editor.isReadOnly && (
              <Badge appearance="outline" color="warning">
                {texts.unsaved}
              </Badge>
            )}
            {hasBeenLive && name !== undefined && (
              <>
                <Views />
                {!isRuns && line?.frequency === 'repeating' && <RunChoice name={name} run={run} onChoose={setRun} />}
              </>
            )}
          </>
        }
        commands={<EditorCommands editor={editor} saving={saving} check={check} line={line} />}
      >
        <Bars
          editor={editor}
          saving={saving}
          line={line}
          isRestored={isRestored}
          onDiscard={() => whole && editor.open(definitionOf(whole), definitionOf(whole))}
        />
        {isRuns && name !== undefined ? (
          <Runs name={name} journey={editor.journey} />
        ) : (
          <Workbench
            editor={editor}
            check={hasBeenLive ? undefined : check}
            name={hasBeenLive ? name : undefined}
            run={run}
            isNew={whole === undefined}
          />
        )}
        {saving.isAsking && <Conflict name={title} isNew={whole === undefined} saving={saving} />}
        <Leaving blocker={blocker} onDiscard={saving.discard} />
      </Page>
    </AboutContext>
  );
}
