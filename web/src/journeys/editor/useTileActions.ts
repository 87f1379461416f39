import { useEffect, useEffectEvent } from 'react';
import type { Journey, Tile } from '../model/tiles';
import { copyOf } from '../model/read';
import { canMove, insert, move, placeOf, remove, tilesOf, type Place } from '../model/commands';
import { ENTRY } from '../model/layout';
import type { Editor } from './useEditor';

/** What is done with tiles, by whatever means. */
export interface TileActions {
  add: (place: Place, tile: Tile) => void;
  /** Pastes what was copied, or moves what was cut: somewhere, or behind what is selected. */
  paste: (place?: Place) => void;
  /** Whether something can be pasted there. */
  canPaste: (place: Place) => boolean;
  remove: () => void;
  move: (key: string, place: Place) => void;
  undo: () => void;
  redo: () => void;
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;

/** The key of what stands before a tile. */
function beforeOf(journey: Journey, key: string): string {
  const at = placeOf(journey, key);
  return (at && tilesOf(journey, at.path)[at.index - 1]?.key) ?? ENTRY;
}

/** @param goTo brings a tile into view and gives it the focus */
export function useTileActions(editor: Editor, goTo: (key: string) => void): TileActions {
  const go = (key: string) => {
    editor.select(key);
    goTo(key);
  };
  const actions: TileActions = {
    add: (place, tile) => {
      editor.edit(insert(place, tile));
      go(tile.key);
    },
    paste: (place = editor.after) => {
      const copied = editor.copied();
      if (editor.isCut !== undefined) {
        actions.move(editor.isCut, place);
        editor.forgetCut();
      } else if (copied) {
        actions.add(place, copyOf(copied));
      }
    },
    canPaste: (place) =>
      editor.canPaste && (editor.isCut === undefined || canMove(editor.journey, editor.isCut, place)),
    remove: () => {
      if (editor.tile) {
        const { key } = editor.tile;
        const before = beforeOf(editor.journey, key);
        editor.edit(remove(key));
        go(before);
      }
    },
    move: (key, place) => {
      editor.edit(move(key, place));
      go(key);
    },
    undo: () => keepingFocus(editor.undo),
    redo: () => keepingFocus(editor.redo),
  };
  /** Where the tile with the focus goes, the one before it gets it. */
  const keepingFocus = (act: () => void) => {
    const before = beforeOf(editor.journey, editor.selected);
    act();
    requestAnimationFrame(() => document.activeElement === document.body && go(before));
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isWriting(event.target) || editor.isReadOnly) {
      return;
    }
    const act = actionOf(event, editor, actions);
    if (act) {
      event.preventDefault();
      act();
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return actions;
}

function actionOf(event: KeyboardEvent, editor: Editor, actions: TileActions): (() => void) | undefined {
  const isCommand = event.ctrlKey || event.metaKey;
  switch (`${isCommand ? 'ctrl+' : ''}${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`) {
    case 'ctrl+z':
      return actions.undo;
    case 'ctrl+shift+z':
    case 'ctrl+y':
      return actions.redo;
    case 'ctrl+c':
      return (getSelection()?.isCollapsed ?? true) && editor.tile ? editor.copy : undefined;
    case 'ctrl+x':
      return editor.tile ? editor.cut : undefined;
    case 'ctrl+v':
      return () => actions.paste();
    case 'delete':
    case 'backspace':
      return editor.tile ? actions.remove : undefined;
    default:
      return undefined;
  }
}
