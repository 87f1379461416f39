import { useMemo } from 'react';
import { describeTile, nameOf } from '../../tiles';
import type { Box } from '../model/layout';
import { allTiles, type Journey, type Tile } from '../model/tiles';
import { texts } from '../texts';
import type { Shown } from './actions';
import { pathWords, type BoxNode } from './boxes';

const NOTHING: Omit<Shown, 'isFocused'> = {
  isSelected: false,
  isCut: false,
  isReadOnly: false,
  faults: 0,
  warnings: 0,
  numbers: undefined,
};

/** Boxes as React Flow knows them. */
export function useNodes(
  boxes: Box[],
  journey: Journey,
  given: { shownOf: (box: Box) => Omit<Shown, 'isFocused'>; entryWords: string; exitWords: string },
  focused: string | undefined,
): BoxNode[] {
  const { shownOf, entryWords, exitWords } = given;
  return useMemo(() => {
    const wheres = wheresOf(journey);
    const wordsOf = (box: Box): string => {
      switch (box.kind) {
        case 'entry':
          return entryWords;
        case 'exit':
          return exitWords;
        case 'plus':
          return texts.addAt(wheres(box.place.path, box.place.index));
        default:
          return '';
      }
    };
    return boxes.map((box): BoxNode => {
      const isButton = box.kind !== 'join' && box.kind !== 'rest';
      return {
        id: box.id,
        type: 'box',
        position: { x: box.x, y: box.y },
        width: box.width,
        height: box.height,
        data: {
          box,
          words: wordsOf(box),
          shown: { ...(isButton ? shownOf(box) : NOTHING), isFocused: box.id === focused },
        },
        style: { pointerEvents: isButton ? 'all' : 'none' },
      };
    });
  }, [boxes, journey, shownOf, entryWords, exitWords, focused]);
}

/** Says in words where something stands. */
function wheresOf(journey: Journey): (path: string, index: number) => string {
  const paths = new Map(
    allTiles(journey.tiles).flatMap((tile) => tile.paths.map((path) => [path.key, { tile, path }] as const)),
  );
  const name = (tile: Tile) => `${nameOf(tile)} ${describeTile(tile)}`;
  return (key, index) => {
    const found = paths.get(key);
    const tiles = found?.path.tiles ?? journey.tiles;
    const before = tiles[index - 1];
    if (before) {
      return texts.behind(name(before));
    }
    return found ? texts.beginOf(pathWords(found.tile, found.path)) : texts.begin;
  };
}
