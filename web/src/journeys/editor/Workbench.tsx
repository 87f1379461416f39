import { makeStyles, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { describeTile, nameOf } from '../../tiles';
import { ActionsContext, type Actions, type People, type Shown } from '../canvas/actions';
import { AddMenu, type Adding } from '../canvas/AddMenu';
import { Canvas } from '../canvas/Canvas';
import { FunnelTable } from '../live/FunnelTable';
import { NumbersList } from '../live/NumbersList';
import { numbersOf } from '../live/numbers';
import { PeopleDrawer } from '../live/PeopleDrawer';
import { canMove, find } from '../model/commands';
import { ENTRY, EXIT, type Box } from '../model/layout';
import { allTiles, type Tile } from '../model/tiles';
import { useFunnel } from '../queries';
import { texts } from '../texts';
import { useAbout } from './about';
import { Pane } from './Pane';
import { Problems } from './Problems';
import { Tools } from './Tools';
import type { Found } from './useCheck';
import type { Editor } from './useEditor';
import { useTileActions } from './useTileActions';
import { entryWords, exitWords } from './words';

const useStyles = makeStyles({
  bench: {
    flex: 1,
    minHeight: '320px',
    display: 'flex',
    margin: `0 calc(-1 * ${tokens.spacingHorizontalXXL})`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 900px)': { flexDirection: 'column', margin: 0 },
    '@media print': { display: 'none' },
  },
  left: { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', minHeight: '320px' },
  canvas: { position: 'relative', flex: 1, minHeight: 0 },
  printed: { display: 'none', '@media print': { display: 'block' } },
});

const NO_FOUND: Found[] = [];

/** Canvas and pane, and what is wrong; numbers on the canvas of a journey that is or was live. */
export function Workbench(props: {
  editor: Editor;
  /** What is wrong; nothing where nobody can change it any more. */
  check: UseQueryResult<Found[]> | undefined;
  /** Its name, where there are numbers. */
  name: string | undefined;
  run: number | undefined;
  /** Whether it has just been begun: the focus goes to its entry criteria. */
  isNew: boolean;
}) {
  const styles = useStyles();
  const { editor, name, run } = props;
  const { journey, ids, selected, isReadOnly } = editor;
  const { audience = '' } = useAbout();
  const found = props.check?.data ?? NO_FOUND;
  const funnel = useFunnel(name ?? '', run, name !== undefined).data;
  const numbers = useMemo(() => funnel && numbersOf(funnel), [funnel]);
  const [isOpen, setOpen] = useState(true);
  const [asked, setAsked] = useState(0);
  const [adding, setAdding] = useState<Adding>();
  const [people, setPeople] = useState<People>();
  const [goTo, setGoTo] = useState<{ key: string } | undefined>(props.isNew ? { key: ENTRY } : undefined);
  const tiles = useTileActions(editor, (key) => setGoTo({ key }));
  const dragged = useRef<string>(undefined);
  const cut = editor.isCut === undefined ? undefined : find(journey, editor.isCut);
  const numbersAt = useCallback(
    (key: string) =>
      numbers && (key === ENTRY ? numbers.entry : key === EXIT ? numbers.exit : numbers.steps.get(ids.get(key) ?? '')),
    [numbers, ids],
  );
  const shownOf = useCallback(
    (box: Box): Omit<Shown, 'isFocused'> => {
      const its = found.filter((it) => it.tile === box.id);
      return {
        isSelected: box.id === selected,
        isCut: box.id === editor.isCut,
        isReadOnly,
        faults: its.filter((it) => !it.isWarning).length,
        warnings: its.filter((it) => it.isWarning).length,
        numbers: numbersAt(box.id),
      };
    },
    [found, selected, editor.isCut, isReadOnly, numbersAt],
  );
  const actions: Actions = {
    select: (key, byKeyboard) => {
      editor.select(key);
      setOpen(true);
      setAsked((it) => (byKeyboard ? it + 1 : it));
    },
    add: (place, button) => setAdding({ place, button }),
    drag: (key) => (dragged.current = key),
    mayDrop: (place) => dragged.current !== undefined && canMove(journey, dragged.current, place),
    drop: (place) => dragged.current !== undefined && tiles.move(dragged.current, place),
    showPeople: setPeople,
  };
  const stable = useStable(actions);
  return (
    <ActionsContext value={stable}>
      <div className={styles.bench}>
        <div className={styles.left}>
          <div className={styles.canvas}>
            {!isReadOnly && <Tools editor={editor} actions={tiles} />}
            <Canvas
              journey={journey}
              numbersAt={name === undefined ? undefined : numbersAt}
              isReadOnly={isReadOnly}
              shownOf={shownOf}
              entryWords={entryWords(journey)}
              exitWords={exitWords(journey)}
              goTo={goTo}
              onReach={editor.select}
            />
          </div>
          {props.check && (
            <Problems
              journey={journey}
              found={found}
              error={props.check.error}
              isChecking={props.check.data === undefined || props.check.isPlaceholderData}
              onGo={(key) => {
                editor.select(key);
                setOpen(true);
                setGoTo({ key });
              }}
            />
          )}
        </div>
        {isOpen && (
          <Pane
            editor={editor}
            found={found.filter((it) => it.tile === selected)}
            numbers={numbersAt(selected)}
            asked={asked}
            onClose={() => {
              setOpen(false);
              setGoTo({ key: selected });
            }}
          />
        )}
      </div>
      {funnel && numbers && (
        <div className={styles.printed}>
          <NumbersList numbers={[...numbers.entry, ...numbers.exit]} />
          <FunnelTable label={texts.funnel} journey={journey} funnels={[{ name: texts.allRuns, funnel }]} />
        </div>
      )}
      {adding && (
        <AddMenu
          adding={adding}
          onAdd={tiles.add}
          onPaste={tiles.canPaste(adding.place) ? tiles.paste : undefined}
          pasteWords={cut ? texts.moveHere(`${nameOf(cut)} ${describeTile(cut)}`) : texts.paste}
          onClose={() => setAdding(undefined)}
        />
      )}
      {people && name !== undefined && (
        <PeopleDrawer
          journey={name}
          audience={audience}
          people={people}
          run={run}
          title={titleOf(people, allTiles(journey.tiles), ids)}
          onClose={() => setPeople(undefined)}
        />
      )}
    </ActionsContext>
  );
}

function titleOf(people: People, tiles: Tile[], ids: Map<string, string>): string {
  if ('left' in people) {
    return texts.peopleLeft(texts.reasons[people.left] ?? people.left);
  }
  const tile = tiles.find((it) => ids.get(it.key) === people.at);
  return texts.peopleBehind[people.of](tile ? `${nameOf(tile)} ${describeTile(tile)}` : people.at);
}

/** The same object each time, which does what the newest one does: what is drawn with it need not be drawn anew. */
function useStable(actions: Actions): Actions {
  const newest = useRef(actions);
  useLayoutEffect(() => {
    newest.current = actions;
  });
  const [stable] = useState<Actions>(() => ({
    select: (...args) => newest.current.select(...args),
    add: (...args) => newest.current.add(...args),
    drag: (key) => newest.current.drag(key),
    mayDrop: (place) => newest.current.mayDrop(place),
    drop: (place) => newest.current.drop(place),
    showPeople: (people) => newest.current.showPeople(people),
  }));
  return stable;
}
