import { useEffect, useEffectEvent } from 'react';
import type { Tile } from '../model/tiles';
import { copyOf } from '../model/read';
import { insert, move, placeOf, remove, tilesOf, type Place } from '../model/commands';
import { ENTRY } from '../model/layout';
import type { Editor } from './useEditor';

/** What is done with tiles, by whatever means. */
export interface TileActions {
  add: (place: Place, tile: Tile) => void;
  /** Pastes what was copied: somewhere, or behind what is selected. */
  paste: (place?: Place) => void;
  remove: () => void;
  move: (key: string, place: Place) => void;
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;

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
      if (copied && place) {
        actions.add(place, copyOf(copied));
      }
    },
    remove: () => {
      if (editor.tile) {
        const { key } = editor.tile;
        const at = placeOf(editor.journey, key);
        const before = at && tilesOf(editor.journey, at.path)[at.index - 1];
        editor.edit(remove(key));
        go(before?.key ?? ENTRY);
      }
    },
    move: (key, place) => {
      editor.edit(move(key, place));
      go(key);
    },
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
      return editor.undo;
    case 'ctrl+shift+z':
    case 'ctrl+y':
      return editor.redo;
    case 'ctrl+c':
      return (getSelection()?.isCollapsed ?? true) && editor.tile ? editor.copy : undefined;
    case 'ctrl+v':
      return () => actions.paste();
    case 'delete':
    case 'backspace':
      return editor.tile ? actions.remove : undefined;
    default:
      return undefined;
  }
}
