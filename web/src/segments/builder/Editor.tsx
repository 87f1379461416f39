import { Badge, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { Table } from '../../api/tables';
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { Confirm } from '../../parts/Confirm';
import { LeaveGuard, Leaving } from '../../parts/LeaveGuard';
import { Section } from '../../parts/Page';
import { Failure, Faults, Loading } from '../../parts/States';
import { useTell } from '../../parts/told';
import { useDraft } from '../../parts/draft';
import type { SegmentDefinition } from '../queries';
import { useAsking } from './asking';
import { Catalogue } from './catalogue';
import { countIncomplete } from './conditions';
import { ConditionTree } from './ConditionTree';
import { CountPanel } from './CountPanel';
import { ConflictDialog, LiveDialog, type Whole } from './dialogs';
import { definitionOf, draftOf, type Draft } from './draft';
import { EditorCommands } from './EditorCommands';
import { Head } from './Head';
import { KeyList } from './KeyList';
import { Offer } from './Offer';
import { QueryView } from './QueryView';
import { useSaving } from './saving';
import { ScopeProvider } from './scope';
import { isChanged, useEditing } from './state';
import { texts as common } from '../../texts';
import { texts } from './texts';

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, containerType: 'inline-size' },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 8fr) minmax(340px, 5fr)',
    gap: tokens.spacingHorizontalXL,
    '@container (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  old: { opacity: 0.6 },
  lists: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
  },
});

/** The builder of one segment. */
export function Editor(props: {
  /** As it is saved; nothing for a new one. */
  whole?: Whole;
  start: Draft;
  tables: Table[];
  onSaved: (name: string) => void;
  onClose: () => void;
  guards?: boolean;
  closer?: Ref<() => void>;
}) {
  const styles = useStyles();
  const { whole, start, tables } = props;
  const name = whole?.value.name;
  const tell = useTell();
  const [opened] = useState(Date.now);
  const { draft: kept, keep, forget } = useDraft<SegmentDefinition>(`segment:${name ?? ''}`);
  const [offered, setOffered] = useState(kept);
  const isDecided = offered === undefined;
  const [state, dispatch] = useEditing(start, whole?.version, name !== undefined || !isDecided);
  const { history, isReadOnly } = state;
  const draft = history.present;
  const changed = isChanged(state);
  const [asks, setAsks] = useState<'discard' | 'close'>();
  const close = () => (changed ? setAsks('close') : props.onClose());
  useImperativeHandle(props.closer, () => close);

  // As long as nobody edits, what others save is shown.
  if (isReadOnly && isDecided && !changed && whole && whole.version !== state.version) {
    dispatch({ kind: 'open', draft: start, version: whole.version });
  }

  const isEdited = history.past.length + history.future.length > 0;
  useEffect(() => {
    if (isEdited && changed) {
      keep(definitionOf(draft), state.version ?? '');
    } else if (isEdited) {
      forget();
    }
  }, [isEdited, changed, draft, state.version, keep, forget]);

  const catalogue = useMemo(() => new Catalogue(tables), [tables]);
  const place = catalogue.place(draft.audience);
  const asking = useAsking(draft, isReadOnly ? undefined : name, dispatch);
  const incomplete = draft.isStatic || draft.tree === undefined ? 0 : countIncomplete(draft.tree);

  const isLeaving = useRef(false);
  const saving = useSaving({
    name,
    draft,
    version: state.version,
    usedBy: whole?.value.usedBy ?? [],
    forget,
    onSaved: (saved, version) => {
      isLeaving.current = name === undefined;
      dispatch({ kind: 'saved', draft: saved, version });
      dispatch({ kind: 'mode', isReadOnly: true });
      props.onSaved(saved.name);
    },
  });
  const { hurdle } = saving;

  const mayNotSave = () => {
    if (!changed) {
      return texts.unchanged;
    }
    if (draft.name.trim() === '') {
      return texts.needsName;
    }
    if (asking.isEmpty) {
      return texts.needsCondition;
    }
    if (asking.isFaulty) {
      return texts.faulty;
    }
    return incomplete > 0 ? texts.incomplete(incomplete) : asking.isChecked ? undefined : texts.checking;
  };
  const whyNot = saving.isSaving ? texts.checking : mayNotSave();
  const change = (part: Partial<Draft>, mark?: string) =>
    dispatch({ kind: 'edit', part, at: Date.now(), ...(mark === undefined ? {} : { mark }) });

  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (isReadOnly || !(event.ctrlKey || event.metaKey) || event.altKey || !['z', 'y', 's'].includes(key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation(); // beside a journey, whose undo is another
    if (key !== 's') {
      dispatch({ kind: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
    } else if (whyNot === undefined && hurdle === undefined && asks === undefined) {
      void saving.begin();
    }
  };

  const scope = place && { catalogue, place, counts: asking.counts, isReadOnly };
  return (
    <div className={styles.editor} onKeyDown={onKeyDown}>
      {props.guards && <LeaveGuard isChanged={() => changed && !isLeaving.current} />}
      <EditorCommands
        isReadOnly={isReadOnly}
        mayNotEdit={isDecided ? undefined : texts.decideFirst}
        mayNotSave={whyNot}
        canUndo={history.past.length > 0}
        canRedo={history.future.length > 0}
        isChanged={changed}
        onEdit={() => dispatch({ kind: 'mode', isReadOnly: false })}
        onSave={() => void saving.begin()}
        onUndo={() => dispatch({ kind: 'undo' })}
        onRedo={() => dispatch({ kind: 'redo' })}
        onDiscard={() => setAsks('discard')}
        onClose={close}
      />
      {offered && (
        <Offer
          at={offered.at}
          isOther={offered.version !== (state.version ?? '')}
          now={opened}
          onGoOn={() => {
            setOffered(undefined);
            const { segment, audience = start.audience } = offered.value;
            dispatch({ kind: 'replace', draft: draftOf(offered.value, segment, audience), at: Date.now() });
            dispatch({ kind: 'mode', isReadOnly: false });
          }}
          onDrop={() => {
            forget();
            setOffered(undefined);
            dispatch({ kind: 'mode', isReadOnly: name !== undefined });
          }}
        />
      )}
      {hurdle?.kind === 'failed' && <Failure error={hurdle.error} />}
      {!isReadOnly && (
        <Head
          draft={draft}
          isNew={name === undefined}
          tables={tables}
          exists={hurdle?.kind === 'exists'}
          onChange={(part) => change(part, Object.keys(part).join())}
        />
      )}
      <div className={styles.grid}>
        <div className={styles.column}>
          {draft.isStatic ? (
            <KeyList
              label={texts.members}
              hint={texts.keysHint(draft.audience)}
              keys={draft.members}
              isReadOnly={isReadOnly}
              onChange={(members) => change({ members }, 'members')}
            />
          ) : (
            <Section
              title={texts.conditions}
              beside={isReadOnly && <Badge appearance="outline">{texts.readOnly}</Badge>}
            >
              {scope && draft.tree ? (
                <ScopeProvider value={scope}>
                  <div inert={asking.isFaulty} className={asking.isFaulty ? styles.old : undefined}>
                    <ConditionTree
                      label={texts.conditions}
                      group={draft.tree}
                      onChange={(tree) => dispatch({ kind: 'tree', tree, at: Date.now() })}
                    />
                  </div>
                </ScopeProvider>
              ) : (
                !asking.isFaulty && <Loading lines={4} />
              )}
              {!isReadOnly && asking.isFaulty && (
                <MessageBar intent="warning" layout="multiline">
                  <MessageBarBody>{texts.asUnderstood}</MessageBarBody>
                </MessageBar>
              )}
            </Section>
          )}
          <Section title={texts.lists}>
            <div className={styles.lists}>
              <KeyList
                label={texts.also}
                hint={texts.keysHint(draft.audience)}
                keys={draft.also}
                isReadOnly={isReadOnly}
                onChange={(also) => change({ also }, 'also')}
              />
              <KeyList
                label={texts.never}
                hint={texts.neverHint(draft.audience)}
                keys={draft.never}
                isReadOnly={isReadOnly}
                onChange={(never) => change({ never }, 'never')}
              />
            </div>
          </Section>
        </div>
        <div className={styles.column}>
          <Section title={texts.count}>
            <CountPanel count={asking.count} isCounting={asking.isCounting} error={asking.countError} />
          </Section>
          {!draft.isStatic && scope && (
            <Section title={texts.query}>
              <ScopeProvider value={scope}>
                <QueryView
                  text={draft.where}
                  faults={asking.faults}
                  isReadOnly={isReadOnly}
                  onChange={(where) => dispatch({ kind: 'text', where, at: Date.now() })}
                />
              </ScopeProvider>
              {asking.faults.length > 0 && (
                <div role="alert" aria-label={texts.faults}>
                  <Faults faults={asking.faults} />
                </div>
              )}
            </Section>
          )}
        </div>
      </div>
      {asks === 'close' && (
        <Leaving
          onLeave={() => {
            isLeaving.current = true;
            props.onClose();
          }}
          onClose={() => setAsks(undefined)}
        />
      )}
      {asks === 'discard' && (
        <Confirm
          title={common.discardTitle}
          action={texts.discard}
          onClose={() => setAsks(undefined)}
          onConfirm={() => {
            forget();
            dispatch({ kind: 'open', draft: state.saved, version: state.version });
            dispatch({ kind: 'mode', isReadOnly: name !== undefined });
            return Promise.resolve();
          }}
        >
          {common.discardText}
        </Confirm>
      )}
      {hurdle?.kind === 'live' && (
        <LiveDialog
          journeys={hurdle.journeys}
          members={whole?.value.members ?? 0}
          count={asking.count}
          onSave={() => saving.write(state.version)}
          onClose={() => saving.clear('live')}
        />
      )}
      {hurdle?.kind === 'conflict' && (
        <ConflictDialog
          mine={definitionOf(draft)}
          theirs={hurdle.theirs}
          onTake={(theirs, version) => {
            saving.clear('conflict');
            dispatch({ kind: 'saved', draft: theirs, version });
            dispatch({ kind: 'replace', draft: theirs, at: Date.now() });
            tell.done(texts.tookTheirs);
          }}
          onKeep={(version) => saving.write(version)}
          onClose={() => saving.clear('conflict')}
        />
      )}
    </div>
  );
}
