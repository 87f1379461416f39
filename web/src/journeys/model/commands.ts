import { copyOf } from './read';
import { allTiles, type Journey, type Path, type Tile } from './tiles';

/** Between which tiles something stands: before the tile of an index of a path; the journey's own has the key ''. */
export interface Place {
  path: string;
  index: number;
}

/** What is done to a journey: it makes another one. */
export type Command = (journey: Journey) => Journey;

/** Changes the tiles of every path, the outermost first. */
function everywhere(tiles: Tile[], path: string, change: (tiles: Tile[], path: string) => Tile[]): Tile[] {
  return change(tiles, path).map((tile) =>
    tile.paths.length === 0
      ? tile
      : { ...tile, paths: tile.paths.map((it) => ({ ...it, tiles: everywhere(it.tiles, it.key, change) })) },
  );
}

export const insert =
  (place: Place, tile: Tile): Command =>
  (journey) => ({
    ...journey,
    tiles: everywhere(journey.tiles, '', (tiles, path) =>
      path === place.path ? [...tiles.slice(0, place.index), tile, ...tiles.slice(place.index)] : tiles,
    ),
  });

export const remove =
  (key: string): Command =>
  (journey) => ({
    ...journey,
    tiles: everywhere(journey.tiles, '', (tiles) =>
      tiles.some((tile) => tile.key === key) ? tiles.filter((tile) => tile.key !== key) : tiles,
    ),
  });

export const replace =
  (tile: Tile): Command =>
  (journey) => ({
    ...journey,
    tiles: everywhere(journey.tiles, '', (tiles) => tiles.map((it) => (it.key === tile.key ? tile : it))),
  });

/** Whether a tile can be put somewhere: nowhere inside itself. */
export function canMove(journey: Journey, key: string, to: Place): boolean {
  const tile = find(journey, key);
  return tile !== undefined && !pathKeys(tile).includes(to.path);
}

/** Puts a tile somewhere else, where it can be put. */
export const move =
  (key: string, to: Place): Command =>
  (journey) => {
    const tile = find(journey, key);
    const from = placeOf(journey, key);
    if (tile === undefined || from === undefined || !canMove(journey, key, to)) {
      return journey;
    }
    const isLater = from.path === to.path && from.index < to.index;
    return insert(isLater ? { ...to, index: to.index - 1 } : to, tile)(remove(key)(journey));
  };

/** Puts a copy somewhere; it has a key of its own. */
export const paste = (place: Place, tile: Tile): Command => insert(place, copyOf(tile));

export const find = (journey: Journey, key: string): Tile | undefined =>
  allTiles(journey.tiles).find((tile) => tile.key === key);

export const allPaths = (journey: Journey): Path[] => allTiles(journey.tiles).flatMap((tile) => tile.paths);

const pathKeys = (tile: Tile) => allTiles([tile]).flatMap((it) => it.paths.map((path) => path.key));

/** The tiles of a path by its key. */
export const tilesOf = (journey: Journey, path: string): Tile[] =>
  path === '' ? journey.tiles : (allPaths(journey).find((it) => it.key === path)?.tiles ?? []);

/** Where a tile stands. */
export function placeOf(journey: Journey, key: string): Place | undefined {
  const lists = [{ key: '', tiles: journey.tiles }, ...allPaths(journey)];
  for (const { key: path, tiles } of lists) {
    const index = tiles.findIndex((tile) => tile.key === key);
    if (index >= 0) {
      return { path, index };
    }
  }
  return undefined;
}
