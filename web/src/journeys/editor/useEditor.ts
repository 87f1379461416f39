import { useMemo, useState } from 'react';
import { find, placeOf, type Command, type Place } from '../model/commands';
import type { Definition } from '../model/definition';
import { begin, change, redo, undo, type History } from '../model/history';
import { idsOf } from '../model/ids';
import { ENTRY, EXIT } from '../model/layout';
import { read } from '../model/read';
import type { Journey, Tile } from '../model/tiles';
import { write } from '../model/write';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

let copied: Tile | undefined;

/** A journey while it is edited: what was done to it, what is selected. */
export interface Editor {
  journey: Journey;
  definition: Definition;
  /** The ids of tiles in the engine, by their keys. */
  ids: Map<string, string>;
  isDirty: boolean;
  isReadOnly: boolean;
  canUndo: boolean;
  canRedo: boolean;
  canPaste: boolean;
  /** The entry or exit criteria, or a tile by its key. */
  selected: string;
  tile: Tile | undefined;
  select: (key: string) => void;
  edit: (command: Command, of?: string) => void;
  undo: () => void;
  redo: () => void;
  copy: () => void;
  /** What goes to where the next paste is. */
  cut: () => void;
  /** The key of what was cut and is still where it was. */
  isCut: string | undefined;
  /** Where a copy goes: behind what is selected. */
  after: Place;
  copied: () => Tile | undefined;
  forgetCut: () => void;
  /** Takes another definition; undo brings back what was there. */
  open: (definition: Definition, saved: Definition | undefined) => void;
  /** Says that the server has this one now. */
  markSaved: (definition: Definition) => void;
}

/** @param saved what the server has; nothing of a new journey */
export function useEditor(opened: Definition, saved: Definition | undefined, isReadOnly: boolean): Editor {
  const [history, setHistory] = useState<History<Journey>>(() => begin(read(opened)));
  const [kept, setKept] = useState(saved);
  const [selected, select] = useState(ENTRY);
  const [canPaste, setCanPaste] = useState(copied !== undefined);
  const [cut, setCut] = useState<string>();
  const journey = history.present;
  const definition = useMemo(() => write(journey), [journey]);
  const ids = useMemo(() => idsOf(journey), [journey]);
  const isDirty = useMemo(() => kept === undefined || !same(definition, write(read(kept))), [definition, kept]);
  const tile = find(journey, selected);
  const isGone = tile === undefined && selected !== EXIT && selected !== ENTRY;
  const place = placeOf(journey, selected);
  const keep = (moved: string | undefined) => {
    copied = tile ?? copied;
    setCanPaste(copied !== undefined);
    setCut(moved);
  };
  return {
    journey,
    definition,
    ids,
    isDirty,
    isReadOnly,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    canPaste,
    selected: isGone ? ENTRY : selected,
    tile,
    select,
    edit: (command, of) => !isReadOnly && setHistory((it) => change(it, command(it.present), of)),
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    copy: () => keep(undefined),
    cut: () => keep(tile?.key),
    isCut: cut !== undefined && find(journey, cut) ? cut : undefined,
    copied: () => copied,
    forgetCut: () => setCut(undefined),
    after: place
      ? { ...place, index: place.index + 1 }
      : { path: '', index: selected === EXIT ? journey.tiles.length : 0 },
    open: (after, of) => {
      setHistory((it) => (same(write(it.present), write(read(after))) ? it : change(it, read(after))));
      setKept(of);
    },
    markSaved: setKept,
  };
}
